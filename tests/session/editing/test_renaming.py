"""Renaming: the deal says the same under the new name, and what would break it is refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termwise.model.json_form import to_json
from termwise.model.without_spans import without_spans
from termwise.session.editing.edited import edited
from termwise.session.editing.renaming import NotRenamableError, renamed, replaced
from termwise.session.opening import load_text
from tests.session.editing.test_completion import A_DEAL, DEALS

PATH = Path("/nowhere/a.deal")


def _renamed_text(path: Path, text: str, old: str, new: str) -> str:
    return _renamed_texts(path, {path: text}, old, new)[path]


def _renamed_texts(path: Path, texts: dict[Path, str], old: str, new: str) -> dict[Path, str]:
    """The texts of a deal's files after a renaming."""
    found = renamed(edited(path, texts), old, new, texts)
    return {file: replaced(text, [one for one in found if one.span.file == str(file)]) for file, text in texts.items()}


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_renaming_there_and_back_gives_the_same_texts(path: Path, data: st.DataObject) -> None:
    of = edited(path, {})
    texts = {Path(file): source.text for file, source in of.session.texts.items()}
    old = data.draw(st.sampled_from(sorted(of.symbols.by_name)))
    whole, dot, _ = old.rpartition(".")
    new = f"{whole}{dot}zz_renamed"
    there = _renamed_texts(path, texts, old, new)
    assert there != texts
    assert _renamed_texts(path, there, new, old) == texts


def test_the_parts_of_an_asset_go_with_it() -> None:
    text = f'{A_DEAL}asset engine.core "The core" of beacon\nclause core\n    beacon grants acme use of engine.core\n'
    after = _renamed_text(PATH, text, "engine", "motor")
    assert "motor.core" in after
    assert "engine" not in after.replace("The engine", "")


def test_a_name_alike_and_a_word_of_the_language_stay() -> None:
    text = A_DEAL.replace(
        "source contract", 'clause use_more "More"\n    beacon grants acme use of engine\nsource contract'
    )
    after = _renamed_text(PATH, text, "engine", "use_it")
    assert "grants acme use of use_it" in after


def test_the_renamed_deal_means_the_same() -> None:
    before, after = load_text(A_DEAL), load_text(_renamed_text(PATH, A_DEAL, "beacon", "lantern"))
    assert to_json(without_spans(after.deal)).replace(b"lantern", b"beacon") == to_json(without_spans(before.deal))


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("acme", "the party `acme` is declared twice"),
        ("until", "`until` is a word of the language"),
        ("Two Words", "`Two Words` cannot be a name: write `two_words`"),
        ("licence", "is declared as"),
    ],
)
def test_what_would_break_the_deal_is_refused(new: str, message: str) -> None:
    with pytest.raises(NotRenamableError, match=message):
        _renamed_text(PATH, A_DEAL, "beacon", new)


def test_a_name_that_is_declared_nowhere_is_refused() -> None:
    with pytest.raises(NotRenamableError, match="`nobody` is declared nowhere in this deal"):
        _renamed_text(PATH, A_DEAL, "nobody", "somebody")
