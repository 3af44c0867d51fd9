"""Diagnostics as an editor shows them."""

from lsprotocol import types as lsp

from termwise.base.diagnostic import Diagnostic, Severity
from termwise.base.source import Span
from termwise.lsp.positions import location, range_of
from termwise.session.editing.edited import Edited
from termwise.session.outcomes import Outcome

_SEVERITY: dict[Severity, lsp.DiagnosticSeverity] = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}


def diagnostics_by_file(of: Edited, *, with_expectations: bool) -> dict[str, list[lsp.Diagnostic]]:
    """The diagnostics of a deal by file, an entry for every file of it; `with_expectations` also what does not come out
    as expected, which may take a run of the deal.
    """
    found: dict[str, list[lsp.Diagnostic]] = {file: [] for file in of.session.texts} or {str(of.main): []}
    for fault in of.session.diagnostics:
        file = str(of.main) if fault.span is None else fault.span.file
        found.setdefault(file, []).append(diagnostic(of, fault))
    if with_expectations and of.session.usable:
        for outcome in of.session.expectations():
            span = outcome.expectation.span
            if outcome.result != "passed" and span is not None:
                found.setdefault(span.file, []).append(_failed(of, outcome, span))
    return found


def _failed(of: Edited, outcome: Outcome, span: Span) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=range_of(of.text(span.file), span),
        message=f"expected otherwise: {outcome.came_out}",
        severity=lsp.DiagnosticSeverity.Warning,
        code="expectation",
        source="termwise",
    )


def diagnostic(of: Edited, fault: Diagnostic) -> lsp.Diagnostic:
    """One diagnostic; its advice follows the message."""
    top = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    related = [lsp.DiagnosticRelatedInformation(location(of, one.span), one.message) for one in fault.related]
    return lsp.Diagnostic(
        range=top if fault.span is None else range_of(of.text(fault.span.file), fault.span),
        message=fault.message if fault.help is None else f"{fault.message}\nhelp: {fault.help}",
        severity=_SEVERITY[fault.severity],
        code=fault.code,
        source="termwise",
        related_information=related or None,
    )
