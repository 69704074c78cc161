"""Files of every kind to the texts in them: one of a plain file, one a member of an archive; what cannot be read says
why."""

from kheo.reader.files.documents import Document, RefusedFile, documents_of
from kheo.reader.files.folders import documents_at

__all__ = ["Document", "RefusedFile", "documents_at", "documents_of"]
