"""Documents: results arranged into charts, HTML, PDF, workbooks, redlines and calendars. Nothing is computed here."""
