"""Bytes of old and new Vietnamese encodings to Unicode: UTF-8, UTF-16, windows-1258, TCVN3 (ABC), VNI."""

import codecs
import re

from kheo.text import compose

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ "
    "CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ "
    "D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử "
    "F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3 = {int(code[:2], 16): code[2:] for code in _TCVN3_CODES.split()}
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "ê": "\u0306", "é": "\u0306\u0301",
    "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323", "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300",
    "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_SINGLE = {
    "ñ": "đ",
    "Ñ": "Đ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "ô": "ơ",
    "ö": "ư",
    "î": "ỵ",
    "Ô": "Ơ",
    "Ö": "Ư",
    "Í": "Í",
    "Ì": "Ì",
    "Æ": "Ỉ",
    "Ó": "Ĩ",
    "Ò": "Ị",
    "Î": "Ỵ",
}
_VNI_PAIR = re.compile("([aeouyôöAEOUYÔÖ])([ùøûõïêéèúüëâáàåãäÙØÛÕÏÊÉÈÚÜËÂÁÀÅÃÄ])|([ñÑíìæóòôöîÔÖÍÌÆÓÒÎ])")
_COMMON = frozenset(
    (
        "và của các được trong mô hình dân vận khéo có là với đã xã phường năm công nhận cho những một người tại để "
        "lĩnh vực thực hiện hội tác thi đua đảng ủy xây dựng trên toàn"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")
SAMPLE = 60_000
ENOUGH = 0.08


def decoded(data: bytes) -> str | None:
    """The text of the bytes in NFC, or None where they are text in no encoding that is known."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, name)
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    text = _strict(data, "utf-8")
    if text is not None:
        return repaired(text)
    return _legacy(data)


def repaired(text: str) -> str:
    """A text saved as UTF-8 while its letters are still those of an ABC or VNI font ('D©n vËn khÐo')."""
    if text.isascii() or any("\u1ea0" <= letter <= "\u1ef9" or letter in "đĐơƠưƯăĂ" for letter in text[:SAMPLE]):
        return text
    known = _plausible(text)
    for candidate in (text.translate(TCVN3), from_vni(text)):
        if _plausible(candidate) > max(2 * known, ENOUGH):
            return candidate
    return text


def from_tcvn3(data: bytes) -> str:
    """TCVN 5712 VN3 (ABC fonts) to Unicode; bytes without a letter of their own stay Latin-1."""
    return data.decode("latin-1").translate(TCVN3)


def from_vni(text: str) -> str:
    """VNI (two letters for one) as Latin-1 text, to Unicode."""
    return compose(_VNI_PAIR.sub(_vni_letter, text))


def _strict(data: bytes, name: str) -> str | None:
    try:
        return compose(data.decode(name))
    except (UnicodeDecodeError, UnicodeError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is mostly zero (spaces, digits, plain letters)."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else None


def _legacy(data: bytes) -> str | None:
    candidates = [from_tcvn3(data), from_vni(data.decode("latin-1"))]
    windows = _strict(data, "cp1258")
    if windows is not None:
        candidates.insert(0, windows)
    best = max(candidates, key=_plausible)
    return compose(best) if _plausible(best) >= ENOUGH else None


def _plausible(text: str) -> float:
    """Share of words that are among the commonest of the language."""
    words = _WORDS.findall(text[:SAMPLE].lower())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, single = match.groups()
    if single:
        return _VNI_SINGLE[single]
    return _VNI_SINGLE.get(base, base) + _VNI_MARKS[mark.lower()]
