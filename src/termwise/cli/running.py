"""Running a deal for a command, and writing a run into a folder."""

import csv
import hashlib
import io
import platform
from datetime import date
from decimal import Context
from fractions import Fraction
from pathlib import Path

from termwise import __version__
from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import write_text
from termwise.cli.output import Output, json_text
from termwise.cli.render.text import line, piece, wrapped
from termwise.ir.dump import dump
from termwise.session import Session
from termwise.session.ran import NotRunnableError, Ran
from termwise.view.view import View
from termwise.view.words import view_words

_DIGITS = Context(prec=20)


def ran(session: Session, view: View, out: Output) -> Ran:
    """The run of the deal under the view; the command ends here, "not known", where there can be none."""
    try:
        return session.run(view)
    except NotRunnableError as fault:
        lines = wrapped(line(piece("no run", "warning"), f": {fault}"), out.width)
        out.finish(ExitCode.DEPENDS, lines, {"why": str(fault)})


def written(folder: Path, found: Ran, session: Session, *, replace: bool) -> None:
    """Writes ledger.csv, cash.csv, program.txt and manifest.json into the folder. Raises `FileFailure`."""
    texts = {"ledger.csv": _ledger(found), "cash.csv": _cash(found), "program.txt": dump(found.program)}
    manifest = {
        "deal": found.deal.title,
        "view": view_words(found.view),
        "course": "central",
        "events": found.events,
        "currency": found.currency,
        "termwise": __version__,
        "python": platform.python_version(),
        "texts": {name: _sha256(source.text) for name, source in sorted(session.texts.items())},
        "files": {name: _sha256(text) for name, text in texts.items()},
        "left_out": found.left_out,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FileFailure(f"cannot make the folder `{folder}`: {(fault.strerror or 'not possible').lower()}") from None
    for name, text in (*texts.items(), ("manifest.json", json_text(manifest) + "\n")):
        write_text(folder / name, text, replace=replace)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _csv(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows((header, *rows))
    return text.getvalue()


def _ledger(found: Ran) -> str:
    """One row per entry: the amount in 20 digits, and exactly as a fraction."""
    header = ("due", "clause", "payer", "payee", "amount", "exact", "kind", "rests_on_undisclosed")
    rows: list[tuple[object, ...]] = [
        (
            date.fromordinal(entry.on),
            entry.clause,
            entry.payer,
            entry.payee,
            _decimal(entry.amount),
            entry.amount,
            entry.kind,
            "; ".join(sorted(rests)),
        )
        for entry, rests in zip(found.entries, found.rests_on, strict=True)
    ]
    return _csv(header, rows)


def _cash(found: Ran) -> str:
    """One row per party and day on which its cash changes: the change, and what has come together since the start."""
    changes: dict[tuple[int, str], Fraction] = {}
    for entry in found.entries:
        for party, amount in ((entry.payer, -entry.amount), (entry.payee, entry.amount)):
            changes[entry.on, party] = changes.get((entry.on, party), Fraction(0)) + amount
    totals: dict[str, Fraction] = {}
    rows: list[tuple[object, ...]] = []
    for (on, party), amount in sorted(changes.items()):
        totals[party] = totals.get(party, Fraction(0)) + amount
        rows.append((date.fromordinal(on), party, _decimal(amount), amount, _decimal(totals[party]), totals[party]))
    return _csv(("due", "party", "change", "change_exact", "so_far", "so_far_exact"), rows)


def _decimal(amount: Fraction) -> str:
    return f"{_DIGITS.divide(amount.numerator, amount.denominator):f}"
