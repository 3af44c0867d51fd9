"""Cap tables in the Open Cap Table Format (OCF), out and in: https://www.opencaptableformat.com."""

from termwise.report.ocf.read import Read, read_folder, read_package
from termwise.report.ocf.write import package

__all__ = ["Read", "package", "read_folder", "read_package"]
