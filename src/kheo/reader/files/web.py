"""The words of a web page: paragraphs as lines, tables as rows; scripts, menus and asides left out."""

from kheo.reader.files.page_stream import PageStream
from kheo.reader.intake import Refusal, RefusedText, text_from
from kheo.reader.secrecy import is_stamped


def text_of_page(data: bytes) -> str:
    """The text of the page, its frames and pictures never asked for. Raises RefusedText where it says nothing."""
    from lxml import etree  # noqa: PLC0415  slow to load, and plain texts need none of it

    source = text_from(data).encode("utf-8", "replace")
    stream = PageStream()
    parser = etree.HTMLParser(target=stream, encoding="utf-8", no_network=True, remove_comments=True)
    try:
        parser.feed(source)
        parser.close()
    except etree.LxmlError:
        raise RefusedText(Refusal.DAMAGED) from None
    if is_stamped("\n".join(stream.left_out)):
        raise RefusedText(Refusal.SECRET)
    return stream.text()
