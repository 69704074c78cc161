"""A reading as a table for a person: findings first, then figures, named models, documents."""

from kheo.reader.readings import OTHER, Fact, Finding, Reading

MEASURES = {
    "models": "mô hình", "exemplars": "điển hình", "models_and_exemplars": "mô hình, điển hình",
    "families": "gia đình", "neighbourhoods": "khu dân cư", "agencies": "cơ quan, đơn vị",
    "collectives": "tập thể", "individuals": "cá nhân", "households": "hộ gia đình",
    "collectives_and_individuals": "tập thể, cá nhân", "teams": "tổ dân vận, ban chỉ đạo", "percent": "%",
}  # fmt: skip
STATUSES = {
    "registered": "đăng ký", "operating": "đang thực hiện", "new": "mới", "replicated": "nhân rộng",
    "recognised": "công nhận", "commended": "khen thưởng, biểu dương", "nominated": "đề nghị cấp trên",
    "met": "đạt danh hiệu", "effective": "phát huy hiệu quả", "discontinued": "thanh loại", None: "",
}  # fmt: skip
FIELDS = {
    "economy": "kinh tế",
    "culture_society": "văn hóa – xã hội",
    "defence_security": "quốc phòng – an ninh",
    "political_system": "hệ thống chính trị",
}
LEVELS = {
    "neighbourhood": "cấp khu dân cư",
    "commune": "cấp xã",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "national": "cấp trung ương",
    None: "",
}
FINDINGS = {
    "sum": "Các phần cộng lại được {computed}, văn bản ghi tổng là {stated}",
    "percent": "Tỷ lệ tính ra là {computed} %, văn bản ghi {stated} %",
    "period": "Báo cáo về giai đoạn {stated}, nhưng có số liệu ghi giai đoạn {computed}",
    "kind": "Tổng {stated} và các phần ({computed}) không cùng loại: mô hình, điển hình",
    "contradiction": "Cùng một nội dung nhưng có hai số: {stated} và {computed}",
    "unsplit": "Số {stated} gộp nhiều lĩnh vực, không tách được",
}  # fmt: skip
APPROXIMATIONS = {"over": "hơn ", "under": "gần ", "about": "khoảng ", "at_least": "ít nhất ", None: ""}
REASONS = {
    "furniture": "phần khung của trang", "date": "ngày", "time": "giờ", "period": "năm, tháng, quý, giai đoạn",
    "document": "số của văn bản", "money": "số tiền", "quantity": "độ dài, diện tích, khối lượng",
    "duration": "thời gian, số lần", "age": "tuổi", "anniversary": "kỷ niệm, thứ tự", "share": "tỷ lệ của việc khác",
    "name": "tên gọi", "list mark": "số thứ tự", "address": "số điện thoại, địa chỉ", "repeated": "đã nêu ở trên",
    "other thing": "số đếm của việc khác", "unknown": "chưa rõ",
}  # fmt: skip
ROLES = {"target": " (chỉ tiêu)", "change": " (tăng, giảm)"}


def table_of(reading: Reading, source: str, *, explain: bool = False) -> str:
    """The reading in Vietnamese as lines of text; `explain` adds what was left out, and why."""
    lines = [f"== {source} =="]
    unit = reading.unit.name if reading.unit else "không nêu"
    period = reading.period.label if reading.period else "không nêu"
    lines.append(f"Đơn vị: {unit}    Kỳ báo cáo: {period}")
    lines += ["", f"Cần xem lại: {len(reading.findings)}", *_findings(reading)]
    lines += ["", f"Số liệu: {len(reading.facts)}"]
    lines += [_fact(number, fact) for number, fact in enumerate(reading.facts, 1)]
    if reading.initiatives:
        lines += ["", f"Mô hình, điển hình được nêu tên: {len(reading.initiatives)}"]
        lines += [f"  - {named.name}" + (f" ({named.owner})" if named.owner else "") for named in reading.initiatives]
    if reading.documents:
        lines += ["", "Văn bản được viện dẫn: " + "; ".join(document.number for document in reading.documents)]
    if not reading.facts:
        lines += ["", "Không tìm thấy số liệu nào về phong trào trong văn bản."]
    if explain:
        lines += ["", f"Phần bị bỏ qua: {len(reading.ignored)}", *_ignored(reading)]
    return "\n".join(lines) + "\n"


def findings_of(reading: Reading, source: str) -> str:
    """Only what does not add up, under the name of the document; '' where all agrees."""
    return "\n".join([f"== {source} ==", *_findings(reading), "", ""]) if reading.findings else ""


def number_vi(value: object) -> str:
    """A number as Vietnamese write it: 2.071 and 96,99."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _findings(reading: Reading) -> list[str]:
    return [f"  ! {_finding(finding)}" for finding in reading.findings]


def _ignored(reading: Reading) -> list[str]:
    return [
        f"  - {REASONS.get(part.reason, part.reason)}: “{' '.join(part.quote.split())}”" for part in reading.ignored
    ]


def _finding(finding: Finding) -> str:
    sentence = FINDINGS.get(finding.kind, finding.message).format(
        stated=number_vi(finding.stated), computed=number_vi(finding.computed)
    )
    return sentence + (f": “{' '.join(finding.quotes[0].split())}”" if finding.quotes else "")


def _fact(number: int, fact: Fact) -> str:
    value = (
        APPROXIMATIONS[fact.approx]
        + number_vi(fact.value)
        + (f"–{number_vi(fact.value_to)}" if fact.value_to is not None else "")
    )
    fields = fact.field if isinstance(fact.field, list) else [fact.field] if fact.field else []
    words = ", ".join(FIELDS.get(name, name.removeprefix(OTHER)) for name in fields)
    told = [STATUSES.get(fact.status, ""), words, LEVELS.get(fact.level, "")]
    part = f" (trong số {fact.part_of + 1})" if fact.part_of is not None else ""
    return (
        f"  {number:>3}. {value} {MEASURES.get(fact.measure, fact.measure)}; "
        + "; ".join(word for word in told if word)
        + ROLES.get(fact.role, "")
        + part
    )
