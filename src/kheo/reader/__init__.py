"""Reads a free-text report of the movement into facts, named initiatives, documents and findings. Uses `kheo.text`
only."""

from kheo.reader.reading import read
from kheo.reader.readings import Document, Fact, Finding, Named, Reading, Span, UnitNamed
from kheo.reader.vocabulary import Vocabulary, build_vocabulary, default_vocabulary, load_words

__all__ = [
    "Document",
    "Fact",
    "Finding",
    "Named",
    "Reading",
    "Span",
    "UnitNamed",
    "Vocabulary",
    "build_vocabulary",
    "default_vocabulary",
    "load_words",
    "read",
]
