"""An empty .docx with the styles of a layout and nothing else: no template of other hands, no thumbnail, no dates."""

import io
import zipfile
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from kheo.documents.layouts import Layout, TextStyle
from kheo.documents.wordxml import points, twips

EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIDES = ("top", "left", "bottom", "right")

_FIXED = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>""",
    "docProps/core.xml": f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>
</Relationships>""",
    "word/document.xml": f"<w:document {_W} xmlns:r={quoteattr(_OFFICE)}><w:body><w:sectPr/></w:body></w:document>",
}


@lru_cache(maxsize=16)
def blank_docx(layout: Layout) -> bytes:
    """An empty document with one paragraph style for each component of *layout*, its id the name of the component."""
    parts = {**_FIXED, "word/styles.xml": _styles(layout), "word/settings.xml": _settings(layout)}
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()})


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip whose bytes depend on nothing but them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return out.getvalue()


def _settings(layout: Layout) -> str:
    return f"""<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val={quoteattr(layout.language)}/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""


def _styles(layout: Layout) -> str:
    font, language = quoteattr(layout.text.font), quoteattr(layout.language)
    fonts = f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
    size = _size(layout.styles.body)
    components = "".join(_style(layout, component, style) for component, style in vars(layout.styles).items())
    return f"""<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}
<w:lang w:val={language} w:eastAsia={language}/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Rule"><w:name w:val="Rule"/><w:basedOn w:val="Normal"/><w:semiHidden/>
<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>
{components}</w:styles>"""


def _style(layout: Layout, component: str, style: TextStyle) -> str:
    custom = "" if style.name.startswith(("heading ", "header")) else ' w:customStyle="1"'
    level = component.removeprefix("level_")
    is_heading = level != component
    outline = f'<w:outlineLvl w:val="{int(level) - 1}"/>' if is_heading else ""
    keep = "<w:keepNext/><w:keepLines/>" if is_heading else ""
    align = "both" if style.align == "justify" else style.align
    marks = "".join(
        tag
        for tag, is_set in (
            ("<w:b/><w:bCs/>", style.bold),
            ("<w:i/><w:iCs/>", style.italic),
        )
        if is_set
    )
    underline = '<w:u w:val="single"/>' if style.underline else ""
    return f"""<w:style w:type="paragraph"{custom} w:styleId="{component}"><w:name w:val={quoteattr(style.name)}/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{_box(component)}{_spacing(layout, component, style)}
<w:jc w:val="{align}"/>{outline}</w:pPr><w:rPr>{marks}{_size(style)}{underline}</w:rPr></w:style>"""


def _spacing(layout: Layout, component: str, style: TextStyle) -> str:
    """Running text has the line spacing and first-line indent of the layout; heads, tables and lists are single."""
    is_running = component in ("body", "basis") or component.startswith("level_")
    line = round(240 * layout.text.line_spacing) if is_running else 240
    indent = f'<w:ind w:firstLine="{twips(layout.text.first_line_cm * 10)}"/>' if is_running else ""
    before, after = style.before_pt, style.after_pt
    if is_running:
        after = layout.text.spacing_pt
    elif component in ("table_head", "table_cell"):
        before = after = layout.table.row_spacing_pt
    elif component == "signer":
        before = layout.signature.gap_pt
    before_after = f'w:before="{points(before)}" w:after="{points(after)}"'
    return f'<w:spacing {before_after} w:line="{line}" w:lineRule="auto"/>{indent}'


def _box(component: str) -> str:
    if component != "remark":
        return ""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="3" w:color="000000"/>' for side in _SIDES)
    return f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'


def _size(style: TextStyle) -> str:
    half_points = round(style.size_pt * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
