"""A report, gathered: what every reading of a deal says, put into the words and tables of `report.contents`."""
