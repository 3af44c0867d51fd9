"""How a deal shows itself in a notebook: what it is, and its clauses in words with how each stands."""

from collections.abc import Sequence
from html import escape

from termwise.base.diagnostic import Diagnostic
from termwise.explain.shown import Shown, ShownClause


def deal_html(shown: Shown) -> str:
    """The agreement of a view as a heading and a table: clause, words, how it stands, from when, who says so."""
    rows = "".join(_row(clause) for group in shown.groups for clause in group.clauses)
    heads = "".join(f"<th>{head}</th>" for head in ("clause", "in words", "stands", "text", "sources"))
    parties = ", ".join(party.full_name for party in shown.parties)
    return (
        f"<h4>{escape(shown.title)}</h4><p>{escape(parties)}<br>{escape(shown.view_words)}; on {shown.day}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def faults_html(diagnostics: Sequence[Diagnostic]) -> str:
    """What keeps a deal from being read, as a list."""
    told = "".join(
        f"<li><b>{one.severity}</b> <code>{escape(str(one.span or ''))}</code> {escape(one.message)}"
        f"{f'<br>{escape(one.help)}' if one.help else ''}</li>"
        for one in diagnostics
    )
    return f"<p>This deal cannot be read yet:</p><ul>{told}</ul>"


def _row(clause: ShownClause) -> str:
    words = "<br>".join(escape(line) for line in (clause.sentence, *clause.qualifiers))
    sources = "<br>".join(escape(one.title or one.source) for one in clause.sources)
    title = f"<br>{escape(clause.title)}" if clause.title else ""
    cells = (f"<code>{escape(clause.name)}</code>{title}", words, clause.state, clause.status, sources)
    return "<tr>" + "".join(f'<td align="left">{cell}</td>' for cell in cells) + "</tr>"
