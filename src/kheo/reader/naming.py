"""Models and exemplars that the text names, with their owners. Campaigns, slogans and applications are none."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kheo.reader.readings import Named
from kheo.reader.sentences import Stretch
from kheo.reader.tokens import UPPER
from kheo.reader.vocabulary import Vocabulary
from kheo.text import fold

_QUOTED = re.compile(
    r"“\s*([^“”\n]{2,240}?)\s*”|\"\s*([^\"“”\n]{2,240}?)\s*\"|‘\s*([^‘’\n]{2,160}?)\s*’|«\s*([^«»\n]{2,200}?)\s*»"
)
_HEAD = (
    r"(?P<model>mo hinhMODELS|cach lam(?= (?:hay|sang tao|cua|duoc|noi bat|dang chu y|\W)))"
    r"|(?P<exemplar>EXEMPLARS|dien hinh(?! (?:nhu|la|cho|ve|cua|trong)\b)|guong dien hinh)"
    r"|(?P<other>phong trao|cuoc van dong|chuong trinh|chu de|khau hieu|phuong cham|hoi thi|cuoc thi|nghi quyet"
    r"|chi thi|ung dung|de an|ngay hoi|cuon|"
    r"so tay|danh hieu|chuyen de|thong diep|tieu chi|tieu chuan|quy che|ke hoach|bai viet|dien dan|hoi nghi|luat"
    r"|toa dam|bang khen|giay khen|ten goi|dat chuan|gia dinh|hoc tap|trang|kenh|chien dich|dot thi dua|thang "
    r"cao diem|du an|le phat dong|"
    r"tac pham|van hoa|khu dan cu|xay dung|loi day|tinh than|ky niem chuong|muc tieu|phan thi|cau lac bo|quy uoc"
    r"|huong uoc|quy(?=\W*\Z)|ca khuc|bai hat|tieu pham|giai thuong)"
)
_JOIN = re.compile(
    r"\A[\s,;/…._-]*(?:va|hoac|cung voi|hay|mo hinh|dien hinh|cac mo hinh|nhu|mo hinh ve|:|-|ve)?[\s,;:…._-]*\Z"
)
_COUNTED = re.compile(r"\d\s*(?:mô hình|điển hình)?\s*\(\s*\Z")
_SPEECH = re.compile(
    r"\b(?:se|noi(?! bat)|chia se|cho rang|khang dinh|nhan xet|bay to|tam su|ke|bao|nhan nhu)\b[^:]{0,60}:\s*\Z"
)
_ITEM = re.compile(r"[ \t]*(?:[-+*•●▪–✓☐]+|\(?\d{1,2}[.)]|\(\d{1,2}\)|[a-zđ][.)])?[\s\uFE0F\u20E3]*[\"“‘]")
_PLACED = re.compile(
    r"(?:Hội|Chi hội|Đoàn|Chi đoàn|Công đoàn|Liên đoàn|Công an|Ban|Tổ|Trường|Chi bộ|Đảng bộ|Khu phố|Thôn|Ấp|Bản|Khóm"
    r"|Xóm|Đồn|Bộ|Trạm|Ủy ban|UBND|MTTQ|Mặt trận|Xã|Phường|Huyện|Câu lạc bộ|CLB|Hợp tác xã|Phòng|Trung tâm|Đội|Khoa"
    r"|Công ty|Chùa|Giáo xứ|Giáo họ|Thánh thất|Họ đạo|Dòng họ|ông|bà|anh|chị|cô|thầy|đồng chí|hộ|gia đình|nhóm)\b",
    re.IGNORECASE,
)
_OF_THE_LEADER = re.compile(r"Bác(?: Hồ)?\b|Chủ tịch Hồ Chí Minh|Người\b")
_HAS = re.compile(r"\b(?:đó là|cái mới là|duy trì|thì có|cùng có|cùng làm|bên|làm)\s*\Z", re.IGNORECASE)
_DEED = re.compile(
    r"\s*(?:,\s*(?:mỗi|gắn|đã|nhờ)|được (?:duy trì|triển khai|xây dựng|thực hiện)|đã|giúp|khiến|bắt đầu|cho (?!rằng)"
    r"|ra đời|vận động|thuyết phục|hòa giải|là việc|thu hút)\b"
)
LEAST_WORDS = 3
LONGEST_HEAD = 160
CONTEXT = 600
"""Characters before a name in which the text speaks of models or exemplars."""
_GENERIC = {"dan van kheo", "khong", "dan van", "kheo", "mo hinh", "dien hinh"}
_OWNER = re.compile(
    r"\A[\s,]*(?:(?:ở|tại)\s+[^;.,“\"]{2,60}?\s+)?(?:của|do"
    r"|thuộc)\s+(?P<of>[^;.,“”\"\n()]{2,160}(?:,\s*(?:trưởng|phó|bí thư|chủ tịch|giáo viên|hội viên|chi hội|tổ "
    r"trưởng|khu phố|thôn|xã|phường)[^;.,“”\"\n()]{2,80})*)|\A\s*\((?P<bracket>[^()“”]{3,120})\)"
    r"|\A\s*[-–—]\s*(?P<dash>[^;.,:“”\n()]{3,120})",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s+(?:thực hiện|triển khai|xây dựng|chủ trì|đăng ký|đảm nhận|phụ trách|phát động|làm chủ|được|đã|đang|với"
    r"|góp phần|giúp|và mô hình|và điển hình|như|là|phát huy|hoạt động|mang lại|vận động|duy trì|làm(?!\s+vườn)"
    r"|khởi xướng|đề xuất|thành lập|nêu|hiến)\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_PERSON = re.compile(
    r"\A(?:đồng chí|ông|bà|anh|chị|em|cô|thầy|bác|cô giáo|thầy giáo|già làng|linh mục|đại đức|bác sĩ|nghệ nhân)\b",
    re.IGNORECASE,
)
_HOUSEHOLD = re.compile(r"\A(?:hộ|gia đình)\b", re.IGNORECASE)
_UNQUOTED = (
    rf"(?P<kind>[Mm]ô hình|[Đđ]iển hìnhNOUNS)\s+(?:[Dd]ân vận khéo\s+|“Dân vận khéo”\s+|là\s+"
    rf"|:\s*)?(?P<name>[{UPPER}][^\W\d_]*(?:[ ,]\s?[^\s“”\"();:.,]+){{1,12}}?)(?=\s*(?:[;.(\n]|,|của\s|do\s"
    rf"|tại\s|ở\s|được\s|đã\s|với\s|$))"
)
_STATUS = (
    (re.compile(r"nhan rong"), "replicated"),
    (re.compile(r"(chon|lua chon)\b.{0,80}\bdang ky|de nghi .{0,80}(cong nhan|khen|bieu duong)"), "nominated"),
    (re.compile(r"cong nhan"), "recognised"),
    (re.compile(r"bieu duong|tuyen duong|khen thuong|giay khen|bang khen"), "commended"),
    (re.compile(r"dang ky"), "registered"),
    (re.compile(r"mo hinh moi|xay dung moi|ra mat"), "new"),
    (re.compile(r"hieu qua"), "effective"),
    (re.compile(r"duy tri|trien khai|xay dung|thuc hien"), "operating"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Nouns:
    """The words that a name stands behind: `heads` in folded text, `plain` before a name without quotation marks, whose
    kind is a model's unless its noun is one of `exemplars`; nothing is named without what `may_name` finds."""

    heads: re.Pattern[str]
    plain: re.Pattern[str]
    exemplars: frozenset[str]
    may_name: re.Pattern[str]


@lru_cache(maxsize=8)
def _nouns(models: tuple[str, ...], exemplars: tuple[str, ...]) -> _Nouns:
    own = "".join("|" + re.escape(noun) for noun in (*models, *exemplars))
    folded = ["|".join(re.escape(fold(noun)) for noun in nouns) for nouns in (models, exemplars)]
    heads = _HEAD.replace("MODELS", "|" * bool(models) + folded[0])
    heads = heads.replace("EXEMPLARS|", folded[1] + "|" * bool(exemplars))
    return _Nouns(
        heads=re.compile(heads),
        plain=re.compile(_UNQUOTED.replace("NOUNS", own)),
        exemplars=frozenset(("điển hình", *exemplars)),
        may_name=re.compile(f'[“"]|hình{own}'),
    )


def initiatives_of(text: str, stretches: list[Stretch], tabled: list[Named], words: Vocabulary) -> list[Named]:
    """The models and exemplars that the sentences of a text and its tables (`tabled`) name, each once, in order."""
    nouns = _nouns(words.other_nouns("models"), words.other_nouns("exemplars"))
    told: list[Named] = []
    for stretch in stretches:
        if not nouns.may_name.search(text, stretch.start, stretch.end):
            continue
        told += [*_quoted_names(text, stretch, nouns), *_plain_names(text, stretch, nouns)]
    found: dict[tuple[str, str], Named] = {}
    for named in [*told, *tabled]:
        known = found.setdefault((named.kind, fold(named.name)), named)
        known.owner, known.holder = known.owner or named.owner, known.holder or named.holder
        known.status = known.status or named.status
    return sorted(found.values(), key=lambda named: named.start)


def _quoted_names(text: str, stretch: Stretch, nouns: _Nouns) -> list[Named]:
    found: list[Named] = []
    kind: str | None = None
    last_end = stretch.start
    for match in _QUOTED.finditer(text, stretch.start, stretch.end):
        name = next(group for group in match.groups() if group is not None)
        between = fold(text[last_end : match.start()])
        kind = _kind_before(between, kind, nouns) or _kind_in_bracket(text, stretch, last_end, match.start())
        last_end = match.end()
        if fold(name).strip(" .,") in _GENERIC or not is_name(name):
            continue
        owner = _owner_after(text, match.end(), stretch.end)
        if kind is None and _names_by_itself(between, nouns):
            kind = _kind_of_item(text, match.start(), nouns)
            kind = kind or _kind_by_owner(text, match.start(), owner, nouns)
            kind = kind or _kind_by_deed(text, match, name, nouns)
        first_of_list = not found or not _JOIN.match(between)
        if kind is None or (first_of_list and name[:1].islower() and owner is None):  # “sớm nở tối tàn”
            continue
        found.append(_named(kind, name, match, owner, text, stretch))
    return found


def _names_by_itself(between: str, nouns: _Nouns) -> bool:
    """Nothing before the quotation says that it names something else: a campaign, a speech, a slogan."""
    heads = list(nouns.heads.finditer(between))
    return not (heads and heads[-1].lastgroup == "other") and not _SPEECH.search(between)


def _kind_of_item(text: str, at: int, nouns: _Nouns) -> str | None:
    """'1. “…” - Khu phố 3.' in a list: what the line above the list says that it lists."""
    start = text.rfind("\n", 0, at) + 1
    if not _ITEM.fullmatch(text[start : at + 1]):
        return None
    while start > 0:
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        line = text[start:end]
        if not line.strip() or _ITEM.match(line):
            continue
        heads = [match.lastgroup for match in nouns.heads.finditer(fold(line)) if match.lastgroup != "other"]
        is_head = line.rstrip().endswith(":") or len(line) < LONGEST_HEAD
        return heads[0] if heads and is_head else None
    return None


def _kind_by_owner(text: str, at: int, owner: str | None, nouns: _Nouns) -> str | None:
    """'Có thể kể đến “A” của Hội Cựu chiến binh; “B” của Chi hội …': owned by a body, where models are spoken of."""
    if owner is None or not _PLACED.match(owner) or _OF_THE_LEADER.match(owner):
        return None
    heads = [match.lastgroup for match in nouns.heads.finditer(fold(text[max(0, at - CONTEXT) : at]))]
    spoken = [kind for kind in heads if kind != "other"]
    if not spoken:
        return None
    return "exemplar" if spoken[-1] == "exemplar" and _PERSON.match(owner) else "model"


def _kind_by_deed(text: str, match: re.Match[str], name: str, nouns: _Nouns) -> str | None:
    """'Còn ở phường Phúc Đồng, “Tổ phụ nữ hòa giải” đã …': a name and what it did, where models are spoken of."""
    if len(name.split()) < LEAST_WORDS or not name[:1].isupper() or name[-1] in ".!?…":
        return None
    if not _DEED.match(text, match.end()) and not _HAS.search(text[: match.start()][-CONTEXT:]):
        return None
    heads = [
        each.lastgroup for each in nouns.heads.finditer(fold(text[max(0, match.start() - CONTEXT) : match.start()]))
    ]
    return "model" if "model" in heads and heads[-1] != "other" else None


def _kind_in_bracket(text: str, stretch: Stretch, last_end: int, at: int) -> str | None:
    """'đăng ký 4 mô hình: tập thể 2 (“…” của Hội Phụ nữ; “…” của Chi đoàn)': a bracket behind a number names them."""
    if not _COUNTED.search(text[last_end:at]):
        return None
    counted = fold(text[stretch.start : at])
    return "model" if "mo hinh" in counted else "exemplar" if "dien hinh" in counted else None


def _kind_before(between: str, kind: str | None, nouns: _Nouns) -> str | None:
    """The noun that a quotation belongs to: the last one before it, or that of the quotation before in one list."""
    heads = list(nouns.heads.finditer(between))
    if heads:
        return _kind_of(between, heads)
    return kind if _JOIN.match(between) or _is_listed(between) else None


def _kind_of(between: str, heads: list[re.Match[str]]) -> str | None:
    last = heads[-1]
    tail = between[last.end() :]
    if (
        last.lastgroup == "other"
        and len(heads) > 1
        and heads[-2].lastgroup != "other"
        and between.rstrip().endswith(":")
    ):
        named = between[heads[-2].end() :]  # 'Một mô hình văn hóa - xã hội: “…”'
        if len(named) < 60 and not re.search(r"[.;]\s", named):
            last, tail = heads[-2], named
    if last.lastgroup == "other" or re.search(r"[.;]\s", tail) or _SPEECH.search(tail):
        return None
    if len(tail) > 90 and ":" not in tail:
        return None
    if (
        last.lastgroup == "exemplar"
        and len(heads) > 1
        and heads[-2].lastgroup == "model"
        and last.start() - heads[-2].end() <= 3
    ):
        return "model"
    return "model" if last.lastgroup == "model" else "exemplar"


def _is_listed(between: str) -> bool:
    """'“A” của Hội Phụ nữ, “B” của Đoàn thanh niên': an owner stands between two names of one list."""
    return bool(
        re.match(
            r"\A[\s,]*(?:cua|do|o|tai|\()[^.]{2,150}[,;:)]\s*(?:va\s+)?\Z|\A[\s,]*(?:cua|do|o|tai|\()[^.]{2,150}\s+va\s+\Z",
            between,
        )
    ) or between.strip() in ("", "gan voi")


def is_name(name: str) -> bool:
    words = name.split()
    return (len(words) >= 2 and any(letter.isalpha() for letter in name)) or (len(words) == 1 and len(name) >= 6)


def _owner_after(text: str, at: int, end: int) -> str | None:
    match = _OWNER.match(text[at : min(end, at + 320)])
    if match is None:
        return None
    written = match["of"] or match["bracket"] or match["dash"] or ""
    owner = " ".join(_DOES.sub("", written).split()).strip(" ,-")
    if len(owner) < 3 or (not match["of"] and not owner[:1].isupper()):
        return None
    if match["dash"] and not _PLACED.match(owner):
        return None
    return owner


def holder_of(owner: str | None) -> str | None:
    if owner is None:
        return None
    if _PERSON.match(owner):
        return "individual"
    return "household" if _HOUSEHOLD.match(owner) else "collective"


def _status_of(text: str, start: int, at: int) -> str | None:
    before = fold(re.split(r"[.!?]\s", _QUOTED.sub("", text[max(start, at - 400) : at]))[-1])
    for pattern, status in _STATUS:
        if pattern.search(before):
            return status
    return None


def _plain_names(text: str, stretch: Stretch, nouns: _Nouns) -> list[Named]:
    """'mô hình Tuyến đường hoa của Hội Phụ nữ': a capital letter begins the name."""
    found = []
    for match in nouns.plain.finditer(text, stretch.start, stretch.end):
        name = " ".join(match["name"].split())
        if fold(name).startswith(("dan van", "kheo", "so ", "ban chi dao")) or not is_name(name):
            continue
        kind = "exemplar" if match["kind"].lower() in nouns.exemplars else "model"
        owner = _owner_after(text, match.end(), stretch.end)
        if owner is None:
            continue
        found.append(_named(kind, name, match, owner, text, stretch))
    return found


def _named(kind: str, name: str, match: re.Match[str], owner: str | None, text: str, stretch: Stretch) -> Named:
    """The initiative of one match, with what stands around it."""
    status = _status_of(text, stretch.start, match.start())
    return Named(kind, name, match[0], match.start(), match.end(), owner, holder_of(owner), None, status)
