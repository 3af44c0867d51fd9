"""Every command on the shipped deals: its examples, its exit codes, its JSON."""

import json
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner, Result

from termwise.base.diagnostic import Diagnostic
from termwise.cli.commands.new import NAMES as TEMPLATES
from termwise.cli.exits import ExitCode
from termwise.cli.group import SECTIONS, LazyGroup, TermwiseCommand
from termwise.cli.main import cli
from termwise.cli.output import Output, Reply, json_text
from termwise.cli.render.text import Line, cells
from termwise.session import Session, load
from tests.cli.shipped import SERVING, lay_out
from tests.docs.pages import DOCS

DEAL = "microsoft-openai.deal"
NAMES = [name for _, commands in SECTIONS for name, _ in commands]
QUIET_CODES = (ExitCode.YES, ExitCode.NO, ExitCode.DEPENDS)


def examples() -> list[str]:
    found: list[str] = []
    for name in NAMES:
        command = LazyGroup().get_command(click.Context(cli), name)
        assert isinstance(command, TermwiseCommand)
        found += () if name in SERVING else command.examples
    return found


@pytest.fixture(autouse=True)
def _in_a_folder_of_deals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("TERMWISE_DOCUMENTS", raising=False)


@pytest.fixture(scope="module")
def sessions() -> dict[tuple[str, ...], Session]:
    """What was read of a deal, by its name and all texts around it."""
    return {}


@pytest.fixture(autouse=True)
def _texts_are_read_once(sessions: dict[tuple[str, ...], Session], monkeypatch: pytest.MonkeyPatch) -> None:
    def once(path: Path) -> Session:
        around = sorted(file for file in Path().rglob("*") if file.suffix in (".deal", ".csv") and file.is_file())
        key = (str(path), *(part for file in around for part in (str(file), file.read_bytes().hex())))
        if key not in sessions:
            sessions[key] = load(path)
        return sessions[key]

    monkeypatch.setattr("termwise.cli.opening.load", once)


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every answer as JSON, also where it is printed in lines: what is worked out once is seen in both forms."""
    found: list[str] = []
    finish = Output.finish

    def in_both_forms(
        out: Output,
        exit_code: ExitCode,
        lines: Iterable[Line],
        result: object = None,
        diagnostics: Iterable[Diagnostic] = (),
    ) -> NoReturn:
        diagnostics = tuple(diagnostics)
        found.append(json_text(Reply(out.command, exit_code, result, diagnostics)))
        finish(out, exit_code, lines, result, diagnostics)

    monkeypatch.setattr(Output, "finish", in_both_forms)
    return found


def run(*arguments: str, given: str | None = None) -> Result:
    result = CliRunner().invoke(cli, arguments, input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def reply(*arguments: str) -> dict[str, object]:
    found = json.loads(run(*arguments, "--json").output)
    assert isinstance(found, dict)
    return found


def _with_what_it_reads(example: str) -> None:
    """The files that examples of `import` read."""
    if example.startswith("import"):
        assert run("export", "amd-openai-warrant.deal", "--to", "warrant.json").exit_code == 0
        assert run("export", "amd-openai-warrant.deal", "--to", "acme.ocf.zip").exit_code == 0


@pytest.mark.parametrize("example", examples())
def test_every_example_in_the_help_runs_and_answers_as_json_in_the_one_shape(example: str, replies: list[str]) -> None:
    _with_what_it_reads(example)
    replies.clear()
    words = shlex.split(example)
    result = run(*words)
    assert result.exit_code in QUIET_CODES, result.output
    assert result.output or "--diff" in example
    if words[0] in ("export", "schema", "completion") or words[:2] == ["new", "-"]:
        return
    if words[0] == "import" and "--to" not in words:  # prints the deal, and answers only when asked to
        run(*words, "--json")
    (answer,) = replies
    found = json.loads(answer)
    assert set(found) == {"command", "exit", "result", "diagnostics"}
    assert (found["command"], found["exit"]) == (words[0], result.exit_code)
    assert "--json" not in words or result.output == f"{answer}\n"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in (*SERVING, "schema", "completion")])
def test_every_command_answers_as_json_when_asked(name: str) -> None:
    command = LazyGroup().get_command(click.Context(cli), name)
    assert command is not None
    assert "--json" in [option for parameter in command.params for option in parameter.opts]


@pytest.mark.parametrize("width", [60, 80, 140, 200])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DEAL),
        ("show", DEAL),
        ("timeline", DEAL),
        ("history", DEAL, "model_rights"),
        ("ask", DEAL, "microsoft may use openai.models on 2031-06-01"),
        ("who", DEAL, "use", "openai.models"),
        ("deadlines", DEAL),
        ("sources", DEAL),
        ("replay", DEAL, "course.csv"),
        ("run", DEAL, "--status", "reported", "--by", "month"),
        ("explain", DEAL, "cash of openai", "--status", "reported"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_what_is_printed_fits_the_terminal(
    arguments: tuple[str, ...], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(*arguments).output.splitlines()
    assert [found for found in lines if cells(found) > width] == []


# -- exit codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "options", "code"),
    [
        ("microsoft may use openai.models on 2031-06-01", (), ExitCode.YES),
        ("microsoft may use openai.models on 2031-06-01", ("--known-by", "2025-09-11"), ExitCode.NO),
        ("microsoft may not use openai.models on 2031-06-01", ("--known-by", "2025-09-11"), ExitCode.YES),
        ("microsoft may use openai.research on 2028-06-01", (), ExitCode.DEPENDS),
        ("microsoft may use openai.research on 2028-06-01", ("--given", "agi_verified never"), ExitCode.YES),
        ("microsoft may use openai.research on 2028-06-01", ("--given", "agi_verified on 2027-01-01"), ExitCode.NO),
        ("stake(microsoft, openai) >= 27%", (), ExitCode.YES),
        ("stake(microsoft, openai) > 27%", (), ExitCode.NO),
        ("microsft may use openai.models", (), ExitCode.USAGE),
        ("microsoft may use", ("--on", "tomorrow"), ExitCode.USAGE),
        ("microsoft may use openai.models", ("--scenario", "nothing"), ExitCode.USAGE),
        ("microsoft may use openai.models", ("--given", "nothing never"), ExitCode.USAGE),
    ],
)
def test_ask_answers_by_its_exit_code(question: str, options: tuple[str, ...], code: ExitCode) -> None:
    result = run("ask", DEAL, question, *options)
    assert result.exit_code == code, result.output


def test_a_faulty_deal_answers_nothing() -> None:
    Path("bad.deal").write_text(
        'deal "x"\n    period 2020 through 2021\nclause a\n    b pays c 5 on 2020-01-01\n', "utf-8"
    )
    assert run("check", "bad.deal").exit_code == ExitCode.NO
    for arguments in (("show", "bad.deal"), ("ask", "bad.deal", "a is in force"), ("diff", DEAL, "bad.deal")):
        result = run(*arguments)
        assert result.exit_code == ExitCode.FAULTY_DEAL
        assert ", so there is no answer" in result.output
    found = reply("show", "bad.deal")
    assert (found["exit"], found["result"]) == (65, None)
    assert found["diagnostics"]


@pytest.mark.parametrize(
    "arguments", [("check", "gone.deal"), ("show", "gone.deal"), ("check", "parts"), ("replay", DEAL, "x.csv")]
)
def test_a_file_that_is_not_there(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == ExitCode.UNREADABLE
    assert run(*arguments, "--json").exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize(
    ("arguments", "offered"),
    [
        (("history", DEAL, "model_right"), "did you mean `model_rights`"),
        (("show", DEAL, "model_right"), "did you mean `model_rights`"),
        (("who", DEAL, "us", "openai.models"), "did you mean `use`"),
        (("who", DEAL, "use", "openai.model"), "did you mean `openai.models`"),
        (("check", "--explain", "until-through-tra"), "did you mean `until-through-trap`"),
        (("timeline", DEAL, "--given", "agi_verifed never"), "did you mean `agi_verified`"),
        (("diff", DEAL), "name another deal, or say --then"),
        (("check",), "missing argument DEAL"),
        (("run", DEAL, "--party", "opena"), "did you mean `openai`"),
        (("run", DEAL, "--clause", "revenue_shar"), "did you mean `revenue_share`"),
        (("explain", DEAL, "revenue_shar in 2027"), "did you mean `revenue_share`"),
        (("explain", DEAL, "how much?"), "asks for no figure"),
        (("explain", DEAL, "stake(oracle, openai) on 2026-01-01"), "gives `oracle` shares of `openai`"),
        (("deadlines", DEAL, "--from", "2026-01-02", "--through", "2026-01-01"), "2026-01-01 is before 2026-01-02"),
    ],
)
def test_usage_errors_help(arguments: tuple[str, ...], offered: str) -> None:
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert offered in result.output


# -- check ------------------------------------------------------------------------------------------

SMALL = """deal "Small"
    period 2024-01-01 through 2030-12-31
    today 2025-01-01
party alpha "Alpha", company
party beta "Beta", company
asset models "Models" of beta
source contract "The contract"
    published 2024-01-01
clause licence "Licence"
    beta grants alpha use of models
    source contract
expect
    on 2026-01-01: {expected}
"""


def small(expected: str = "alpha may use models") -> str:
    Path("small.deal").write_text(SMALL.format(expected=expected), "utf-8")
    return "small.deal"


def test_a_clean_deal_is_one_line() -> None:
    result = run("check", small())
    assert result.output == "✓ small.deal: 1 clause in force, 1 expectation holds\n"
    assert result.exit_code == ExitCode.YES


def test_an_expectation_that_fails_says_what_came_out() -> None:
    result = run("check", small("alpha may not use models"))
    assert result.exit_code == ExitCode.NO
    assert result.output.startswith(
        "expectation failed: on 2026-01-01: alpha may not use models\n"
        "   ─→ small.deal:13:5\n"
        "   │\n"
        "13 │     on 2026-01-01: alpha may not use models\n"
        "   │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   = came out: yes: "
    )
    assert result.output.endswith("✗ small.deal: 1 clause in force, 1 expectation does not hold\n")
    found = reply("check", "small.deal")
    assert isinstance(found["result"], dict)
    assert [one["result"] for one in found["result"]["expectations_failed"]] == ["failed"]


def test_strict_lets_warnings_fail() -> None:
    text = SMALL.format(expected="alpha may use models").replace("    source contract\n", "")
    Path("loose.deal").write_text(text, "utf-8")
    assert "warning[" in run("check", "loose.deal").output
    assert "warning[" not in run("check", "loose.deal", "--quiet").output
    assert run("check", "loose.deal").exit_code == ExitCode.YES
    assert run("check", "loose.deal", "--strict").exit_code == ExitCode.NO


def test_a_deal_on_standard_input() -> None:
    result = run("check", "-", given=SMALL.format(expected="alpha may use models"))
    assert result.output == "✓ -: 1 clause in force, 1 expectation holds\n"


def test_explain_prints_the_page_of_a_code() -> None:
    output = run("check", "--explain", "until-through-trap").output
    assert output.startswith("until-through-trap\n")
    assert "```" not in output


# -- new, format, export, import ----------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_deal_is_clean_and_in_the_standard_layout(template: str) -> None:
    assert run("new", "my.deal", "--template", template).exit_code == ExitCode.YES
    assert run("check", "my.deal", "--strict").exit_code == ExitCode.YES, run("check", "my.deal").output
    assert run("format", "my.deal", "--check").exit_code == ExitCode.YES
    assert run("new", "my.deal").exit_code == 1 or run("new", "my.deal").exit_code == ExitCode.UNREADABLE
    assert run("new", "my.deal", "--force").exit_code == ExitCode.YES


UNTIDY = SMALL.format(expected="alpha may use models").replace("    ", "  ")


def test_format_rewrites_in_place_once() -> None:
    Path("untidy.deal").write_text(UNTIDY, "utf-8")
    assert run("format", "untidy.deal", "--check").exit_code == ExitCode.NO
    assert Path("untidy.deal").read_text("utf-8") == UNTIDY
    difference = run("format", "untidy.deal", "--diff")
    assert difference.exit_code == ExitCode.NO
    assert "+    beta grants alpha use of models" in difference.output
    assert run("format", "untidy.deal").output == "changed untidy.deal\n1 file changed, 0 as they should be\n"
    assert run("format", "untidy.deal", "--check").exit_code == ExitCode.YES


def test_format_from_standard_input() -> None:
    assert "\n    beta grants alpha use of models\n" in run("format", "-", given=UNTIDY).output


def test_format_leaves_alone_what_it_cannot_read() -> None:
    Path("tabs.deal").write_text('deal "x"\n\tperiod 2020 through 2021\n', "utf-8")
    result = run("format", "tabs.deal")
    assert result.exit_code == ExitCode.FAULTY_DEAL
    assert "error[" in result.output
    Path("binary.deal").write_bytes(b"\xff\xfe\x00")
    assert run("format", "binary.deal").exit_code == ExitCode.UNREADABLE


def test_a_deal_goes_to_json_and_back() -> None:
    first = run("export", "amd-openai-warrant.deal").output
    Path("warrant.json").write_text(first, "utf-8")
    assert run("import", "warrant.json", "--to", "again.deal").exit_code == ExitCode.YES
    again = json.loads(run("export", "again.deal").output)
    assert without_places(again) == without_places(json.loads(first))
    assert run("import", "-", given="{").exit_code == ExitCode.FAULTY_DEAL


def without_places(node: object) -> object:
    if isinstance(node, dict):
        return {key: without_places(value) for key, value in node.items() if "span" not in key}
    return [without_places(one) for one in node] if isinstance(node, list) else node


# -- readings -----------------------------------------------------------------------------------------


def test_diff_of_a_deal_with_itself_finds_nothing() -> None:
    deal = small()
    result = run("diff", deal, "--then", "2025-01-01")
    assert result.exit_code == ExitCode.YES
    assert "no difference" in result.output


def test_replay_of_a_broken_course_names_row_and_column() -> None:
    Path("bad.csv").write_text("date,event\n2027-06-30,agi_declard\n", "utf-8")
    result = run("replay", DEAL, "bad.csv")
    assert result.exit_code == ExitCode.FAULTY_DEAL
    assert "bad.csv:2:1" in result.output
    assert "agi_declared" in result.output


def test_sources_are_not_at_hand_without_a_folder() -> None:
    result = run("sources", DEAL)
    assert result.exit_code == ExitCode.DEPENDS
    assert "document not at hand" in result.output


def test_nothing_hostile_in_a_deal_reaches_the_terminal() -> None:
    hostile = SMALL.format(expected="alpha may use models").replace('"Alpha"', '"Al\x1b[2Jpha\u202e"')
    Path("hostile.deal").write_text(hostile, "utf-8")
    for arguments in (("check", "hostile.deal"), ("show", "hostile.deal"), ("check", "hostile.deal", "--json")):
        output = run(*arguments).output
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_colour_can_be_forced_and_forbidden() -> None:
    assert "\x1b[" in run("check", small(), "--color").output
    assert "\x1b[" not in run("check", small()).output
    assert "\x1b[" not in run("check", small(), "--no-color").output


# -- the documented shapes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DEAL),
        ("format", DEAL),
        ("show", DEAL),
        ("timeline", DEAL),
        ("history", DEAL, "model_rights"),
        ("diff", "amd-openai-warrant.deal", "--then-status", "rumoured"),
        ("sources", DEAL),
        ("ask", DEAL, "microsoft may use openai.models"),
        ("who", DEAL, "use", "openai.models"),
        ("duties", DEAL),
        ("deadlines", DEAL),
        ("replay", DEAL, "course.csv"),
        ("run", DEAL),
        ("explain", DEAL, "first_investment in 2019"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_results_have_the_documented_fields(arguments: tuple[str, ...]) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", (DOCS / "commands.md").read_text("utf-8"), re.MULTILINE)
    documented = {name: re.findall(r"`(\w+)`", re.sub(r"\([^()]*\)", "", fields)) for name, fields in rows}
    result = reply(*arguments)["result"]
    first = result[0] if isinstance(result, list) else result
    assert isinstance(first, dict)
    assert documented[arguments[0]]
    assert [field for field in documented[arguments[0]] if field not in first] == []
