from dataclasses import replace

import pytest

from kheo.documents.official import Annex, Column, DocumentError, Heading, Paragraph, Signature, Table
from tests.documents.sample import REPORT


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": " "}, "The document has no subject. Write what it is about."),
        ({"symbol": ""}, "The document has no symbol. Write it, for example “BC-UBND”."),
        ({"number": 0}, "The number of a document is 1 or more, not 0."),
        ({"blocks": [Annex("Phụ lục", []), Paragraph("Hết")]}, "Annexes stand after all other parts of a document."),
    ],
)
def test_document_refuses_what_cannot_be_printed(change, message):
    with pytest.raises(DocumentError) as refusal:
        replace(REPORT, **change)
    assert str(refusal.value) == message


def test_table_names_the_row_that_does_not_fit():
    with pytest.raises(DocumentError) as refusal:
        Table("Biểu 1", [Column("A"), Column("B")], [["x", 1], ["y"]])
    assert refusal.value.values == {"caption": "Biểu 1", "columns": 2, "cells": 1, "row": 2}


@pytest.mark.parametrize("columns", [[], [Column("A", 0)], [Column("A", float("nan"))]])
def test_table_needs_columns_with_a_width(columns):
    with pytest.raises(DocumentError):
        Table("Biểu 1", columns, [])


@pytest.mark.parametrize(
    "values",
    [
        ("tm", "Chủ tịch", "A"),
        ("kt", "Chủ tịch", "A"),
        ("direct", ""),
        ("direct", "Bí thư", "A", "Đảng ủy"),
        ("x", "Bí thư"),
    ],
)
def test_signature_needs_what_its_mode_prints(values):
    with pytest.raises(DocumentError):
        Signature(*values)


def test_headings_have_four_levels():
    with pytest.raises(DocumentError):
        Heading(5, "Sâu quá")
