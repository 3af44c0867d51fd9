"""An agreement and its calendar as a Markdown document."""

from termwise.report.markdown.document import document

__all__ = ["document"]
