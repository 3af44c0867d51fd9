"""A report as one HTML page that opens from the disk: templates, style, links inside the page."""
