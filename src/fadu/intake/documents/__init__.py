"""Report files to text: HTML, PDF, Word, plain text, Markdown; nothing is ever fetched."""

from fadu.intake.documents.read import Document, read_document

__all__ = ["Document", "read_document"]
