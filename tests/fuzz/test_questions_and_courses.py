"""Questions and recorded courses of any shape are answered, or refused with a diagnostic in its place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.session import load_text
from tests.hostile.process import DEAL

SESSION = load_text(DEAL, name="small.deal")

_SPOKEN = (
    "firm labs models reached c fee may must not use sell pay to on known by given "
    "never status scenario whether depends and or is in force violated controls stake "
    "( ) , + - * / of >= <= = < > 27% 5m 1bn USD 2026-03-01 2031 2027-06 30 days "
    'months after before first last 9999-12-31 0 1e9 " : # . @ \x1b \u202e '
)
WORDS = st.sampled_from(_SPOKEN.split())
QUESTIONS = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.tuples(st.sampled_from(["firm", "labs", "nobody"]), st.lists(WORDS, max_size=8)).map(
        lambda parts: f"{parts[0]} may use models {' '.join(parts[1])}"
    ),
)

DAYS = st.one_of(st.dates().map(str), st.sampled_from(["2027-01-01", "2026-02-30", "", "x", "9999-12-31"]))
CELLS = st.one_of(
    st.sampled_from(["reached", "c", "fee", "firm", "happens", "fulfils", "exercises", "", '"']), st.text(max_size=9)
)
COURSES = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(DAYS, CELLS, CELLS, CELLS).map(",".join), max_size=6).map(
        lambda rows: "date,act,subject,by\n" + "\n".join(rows)
    ),
    st.lists(st.tuples(st.dates().map(str), st.just("reached")).map(",".join), max_size=2).map(
        lambda rows: "date,event\n" + "\n".join(rows)
    ),
    st.text(max_size=60).map(lambda text: "[" + text),
)


@given(QUESTIONS)
@settings(max_examples=500, deadline=None)
def test_any_question(question: str) -> None:
    asked = SESSION.ask(question)
    assert (asked.outcome is None) == any(found.severity == "error" for found in asked.diagnostics)
    for found in asked.diagnostics:
        assert found.message.isprintable()
        assert found.span is None or found.span.file == "question"


@given(COURSES)
@settings(max_examples=500, deadline=None)
def test_any_course(course: str) -> None:
    read = SESSION.course(SourceText("course.csv", course))
    lines = course.count("\n") + 1
    for found in read.diagnostics:
        assert found.span is None or 1 <= found.span.line <= lines
    if not any(found.severity == "error" for found in read.diagnostics):
        replayed = SESSION.replay(read.rows)
        assert replayed.day >= max((row.day for row in read.rows), default=replayed.day)
