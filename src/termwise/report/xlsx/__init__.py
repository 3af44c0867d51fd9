"""A deal as a workbook with live formulas: `book.workbook(contents) -> bytes`.

The deterministic course of `termwise run` becomes cells: inputs are blue, everything else is a formula over them.
Sheets are plain data (`cells.Sheet`) until `write` hands them to the writer of the format.
"""
