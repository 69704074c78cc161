"""Reports put together from random figures, with what must be read in them: for the property test and the benchmark.

A report is a heading, some sentences about the movement, and sentences whose numbers count something else. The same
seed always gives the same report.
"""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

FIELDS = {
    "economy": ("kinh tế", "phát triển kinh tế"),
    "culture_society": ("văn hóa - xã hội", "văn hóa xã hội", "văn hoá, xã hội"),
    "defence_security": ("quốc phòng - an ninh", "an ninh trật tự", "quốc phòng, an ninh"),
    "political_system": ("xây dựng hệ thống chính trị", "xây dựng Đảng, hệ thống chính trị"),
}
LEVELS = {"province": "cấp tỉnh", "commune": "cấp xã"}
VERBS = {
    "registered": ("đăng ký", "đã đăng ký", "đăng ký thực hiện"),
    "operating": ("triển khai", "đang duy trì", "xây dựng được"),
    "new": ("xây dựng mới",),
    "replicated": ("nhân rộng", "nhân rộng được"),
    "recognised": ("công nhận", "được cấp trên công nhận", "đã công nhận"),
}
NOVELTY = {"operating", "new", "replicated"}
NOUNS = {
    "models": ("mô hình", "mô hình “Dân vận khéo”", "mô hình dân vận khéo"),
    "exemplars": ("điển hình", "điển hình “Dân vận khéo”"),
    "models_and_exemplars": ("mô hình, điển hình", "mô hình, điển hình “Dân vận khéo”"),
}
APPROX = {"over": ("hơn", "trên"), "under": ("gần",), "about": ("khoảng",), "at_least": ("ít nhất",)}
SUBJECTS = ("xã", "phường", "toàn xã", "các chi bộ", "các tổ dân vận", "Mặt trận và các đoàn thể", "địa phương")
OPENINGS = ("Trong năm 2023,", "Năm qua,", "Qua phát động,", "Kết quả,", "Đến nay,", "Bằng nhiều cách làm,")
ALONE = (
    "Nhân dân đã đóng góp {money} triệu đồng, hiến {area} m² đất và {days} ngày công để mở rộng đường.",
    "Hội nghị có {people} đại biểu tham dự, trong đó {few} đại biểu nữ.",
    "Tuyến đường dài {few},5 km được thắp sáng với {people} bóng đèn.",
    "Thực hiện Nghị quyết số {few}-NQ/TW ngày 0{one}/6/2013 của Ban Chấp hành Trung ương về công tác dân vận.",
    "Công tác tuyên truyền được {people} lượt người nghe trong {few} buổi.",
    "Trạm y tế đã tiêm phòng cho {people} trẻ, đạt yêu cầu đề ra.",
)
TOLD = ("measure", "value", "status", "field", "level", "of", "award", "approx", "out_of", "split")
WORDS = "không một hai ba bốn năm sáu bảy tám chín".split()


@dataclass
class Made:
    """A report and the facts that must be read in it, each as `wanted` names them."""

    text: str = ""
    facts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, value: int, measure: str, status: str | None, **more: Any) -> int:
        self.facts.append({"measure": measure, "value": value, "status": status} | more)
        return len(self.facts) - 1


def report(seed: int) -> Made:
    """The report of this seed."""
    chance, made = Random(seed), Made()
    sentences = ["Kết quả phong trào thi đua “Dân vận khéo” năm 2023\n\n"]
    kinds = chance.sample([_divided, _plain, _awards, _families, _goal, _pair], k=chance.randint(2, 4))
    used: set[tuple[str, str]] = set()
    for kind in kinds:
        sentences.append(kind(chance, made, used))
        if chance.random() < 0.7:
            sentences.append(_left_alone(chance))
        if chance.random() < 0.5:
            sentences.append("\n")
    made.text = " ".join(sentences).replace(" \n ", "\n")
    return made


def faults_of(made: Made, facts: list[dict[str, Any]]) -> list[str]:
    """What is not as it was written in the facts of a reading: missed or read otherwise, and invented."""
    wanted = Counter(_told(fact, made.facts) for fact in made.facts)
    given = Counter(_told(fact, facts) for fact in facts)
    missed = [f"missed {_shown(row)}" for row in (wanted - given).elements()]
    return missed + [f"invented {_shown(row)}" for row in (given - wanted).elements()]


def _told(fact: dict[str, Any], facts: list[dict[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Number, status and all else that `Made.add` is told; the total by its own number."""
    row = {name: fact[name] for name in TOLD if fact.get(name) is not None}
    if fact.get("role") == "target":
        row["role"] = "target"
    if fact.get("part_of") is not None:
        total = facts[fact["part_of"]]
        row["part_of"] = f"{total['value']} {total['measure']} {total['status']}"
    return tuple((name, str(value) if isinstance(value, list) else value) for name, value in row.items())


def _shown(row: tuple[tuple[str, Any], ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row)


def _left_alone(chance: Random) -> str:
    return chance.choice(ALONE).format(
        money=_digits(chance, chance.randint(20, 4000)),
        area=_digits(chance, chance.randint(100, 9000)),
        days=_digits(chance, chance.randint(20, 2000)),
        people=chance.randint(30, 900),
        few=chance.randint(10, 29),
        one=chance.randint(1, 9),
    )


def _divided(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """A total with its parts by field, level, novelty or kind."""
    spoken = {status for status, _measure in used}
    status, measure = _fresh(chance, used)
    by = chance.choice(("field", "level", "status", "measure"))
    if by == "status" and spoken & NOVELTY:
        by = "field"
    if by == "status":
        status = "operating"
        used |= {(name, other) for name in NOVELTY for other in NOUNS}
    if by == "measure":
        measure = "models_and_exemplars"
    labels = {
        "field": list(FIELDS),
        "level": list(LEVELS),
        "status": ["new", "replicated"],
        "measure": ["models", "exemplars"],
    }[by]
    values = [chance.randint(1, 60) for _ in labels]
    noun = chance.choice(NOUNS[measure])
    total = made.add(sum(values), measure, status)
    parts = []
    for label, value in zip(labels, values, strict=True):
        more: dict[str, Any] = {"part_of": total, "split": by}
        if by in ("field", "level"):
            more[by] = label
        made.add(value, label if by == "measure" else measure, label if by == "status" else status, **more)
        parts.append(_part(chance, by, label, value, NOUNS[measure][0]))
    opener = chance.choice((", trong đó có ", ", gồm ", ": ", "; trong đó: ", ", cụ thể: ", ". Trong đó, "))
    if by == "field" and chance.random() < 0.3:
        opener, tail = " (", ")"
    else:
        tail = ""
    lead = f"{_opening(chance)} {chance.choice(SUBJECTS)} {chance.choice(VERBS[status])}"
    listed = chance.choice((", ", "; ")).join(parts)
    return f"{lead} {_number(chance, sum(values))} {noun}{opener}{listed}{tail}."


def _part(chance: Random, by: str, label: str, value: int, noun: str) -> str:
    written = _digits(chance, value)
    if by == "field":
        name = chance.choice(FIELDS[label])
        return chance.choice(
            (f"lĩnh vực {name} có {written} {noun}", f"{written} {noun} về {name}", f"{name} {written} {noun}")
        )
    if by == "level":
        return f"{written} {noun} {LEVELS[label]}"
    if by == "status":
        return f"{written} {noun} {'mới' if label == 'new' else 'nhân rộng'}"
    return f"{written} {NOUNS[label][0]}"


def _plain(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """One count, about or exact, digits or words."""
    status, measure = _fresh(chance, used)
    value = chance.randint(2, 99)
    more: dict[str, Any] = {}
    about = ""
    if chance.random() < 0.4:
        more["approx"] = chance.choice(list(APPROX))
        about = chance.choice(APPROX[more["approx"]]) + " "
    made.add(value, measure, status, **more)
    written = _number(chance, value)
    lead = f"{_opening(chance)} {chance.choice(SUBJECTS)} {chance.choice(VERBS[status])}"
    return f"{lead} {about}{written} {chance.choice(NOUNS[measure])}."


def _awards(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """A body gives an award to collectives and persons."""
    if ("commended", "") in used:
        return _left_alone(chance)
    used.add(("commended", ""))
    by = chance.choice(("UBND xã", "Đảng ủy xã", "Ủy ban MTTQ Việt Nam xã"))
    award = chance.choice(("Giấy khen", "Bằng khen"))
    collectives, persons = chance.randint(1, 9), chance.randint(10, 40)
    made.add(collectives, "collectives", "commended", award=award)
    made.add(persons, "individuals", "commended", award=award)
    return (
        f"{by} tặng {award} cho {_digits(chance, collectives)} tập thể{chance.choice((' và ', ', '))}"
        f"{_digits(chance, persons)} cá nhân có thành tích tiêu biểu trong phong trào thi đua “Dân vận khéo”."
    )


def _families(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """Families with the cultural title, n/m and the share."""
    if ("met", "") in used:
        return _left_alone(chance)
    used.add(("met", ""))
    whole = chance.randint(900, 4000)
    part = chance.randint(whole * 7 // 10, whole - 1)
    share = round(100 * part / whole + 1e-9, 2)
    made.add(part, "families", "met", out_of=whole)
    made.add(whole, "families", None)
    made.add(share, "percent", "met", of="families")  # type: ignore[arg-type]
    shown = f"{share:g}".replace(".", ",")
    numbers = f"{_digits(chance, part, grouped=True)}/{_digits(chance, whole, grouped=True)}"
    reached = f"Toàn xã có {numbers} hộ gia đình đạt danh hiệu “Gia đình văn hóa”"
    return f"{reached}, {chance.choice(('đạt', 'chiếm'))} {shown}%."


def _goal(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """A goal of the next year."""
    if ("goal", "") in used:
        return _left_alone(chance)
    used.add(("goal", ""))
    value = chance.randint(5, 40)
    made.add(value, "models", "registered", role="target")
    return f"Phấn đấu năm 2024 đăng ký {_digits(chance, value)} mô hình “Dân vận khéo”."


def _pair(chance: Random, made: Made, used: set[tuple[str, str]]) -> str:
    """Models and exemplars side by side."""
    free = [status for status in VERBS if (status, "models") not in used and (status, "exemplars") not in used]
    if not free:
        return _left_alone(chance)
    status = chance.choice(free)
    used |= {(status, measure) for measure in NOUNS}
    models, exemplars = chance.randint(3, 60), chance.randint(1, 20)
    made.add(models, "models", status)
    made.add(exemplars, "exemplars", status)
    joined = chance.choice((", ", " và "))
    return (
        f"{_opening(chance)} {chance.choice(SUBJECTS)} {chance.choice(VERBS[status])} {_digits(chance, models)} mô hình"
        f"{joined}{_digits(chance, exemplars)} điển hình “Dân vận khéo”."
    )


def _fresh(chance: Random, used: set[tuple[str, str]]) -> tuple[str, str]:
    """A status and a measure of which the report has not spoken yet: the same act twice would be one fact."""
    free = [
        (status, measure) for status in VERBS for measure in NOUNS if not {(status, other) for other in NOUNS} & used
    ]
    chosen = chance.choice(free) if free else ("registered", "models")
    used |= {(chosen[0], other) for other in NOUNS}
    return chosen


def _opening(chance: Random) -> str:
    return chance.choice(OPENINGS)


def _number(chance: Random, value: int) -> str:
    if value < 100 and value % 10 not in (1, 4, 5, 0) and chance.random() < 0.25:
        tens, ones = divmod(value, 10)
        if tens == 0:
            return WORDS[ones]
        return f"{'mười' if tens == 1 else WORDS[tens] + ' mươi'} {WORDS[ones]}"
    return _digits(chance, value)


def _digits(chance: Random, value: int, *, grouped: bool = False) -> str:
    if value >= 1000 and (grouped or chance.random() < 0.5):
        return f"{value:,}".replace(",", ".")
    return f"{value:02d}" if value < 10 and chance.random() < 0.5 else str(value)
