"""Word documents: an agreement to be read, and two views of it with tracked changes."""

from termwise.report.docx.document import document

__all__ = ["document"]
