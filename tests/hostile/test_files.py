"""Files that are no deals: one diagnostic, the documented exit code, whatever the command."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.process import BODY, DEAL, HEADING, read, run, run_anew

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and pipes are POSIX")


@pytest.mark.parametrize("command", ["check", "show", "diff", "replay"])
def test_a_pipe_that_nobody_writes_to_is_refused(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.deal")
    result = read(tmp_path, command, "pipe.deal")
    assert (result.code, result.first) == (66, "error[not-a-file]: `pipe.deal` is not a file")


def folder(path: Path) -> None:
    path.mkdir()


def of(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


FILES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "folder": (folder, 66, "error[not-a-file]: `x.deal` is not a file"),
    "device": (lambda p: p.symlink_to("/dev/zero"), 66, "error[not-a-file]: `x.deal` is not a file"),
    "nothing": (lambda p: p, 66, "error[file-not-found]: there is no file `x.deal`"),
    "circle of links": (
        lambda p: p.symlink_to(p),
        66,
        "error[file-not-readable]: `x.deal` cannot be read: too many levels of symbolic links",
    ),
    "empty": (of(b""), 65, "error[deal-missing]: this text declares no deal"),
    "comments": (of(b"# a\n# b\n"), 65, "error[deal-missing]: this text declares no deal"),
    "program": (of(b"\x7fELF\xff\0\0\1" * 999), 66, "error[binary-file]: this file is not a text"),
    "utf-16": (of(DEAL.encode("utf-16")), 66, "error[binary-file]: this file is not a text"),
    "nul": (of(DEAL.replace("Firm", "Fi\0rm").encode()), 66, "error[binary-file]: this file is not a text"),
    "latin-1": (
        of(DEAL.replace("Firm", "Fïrm").encode("latin-1")),
        66,
        "error[not-utf-8]: this file is not UTF-8 text: byte 0xEF has no meaning here",
    ),
}


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_deal_is_said(kind: str, command: str, tmp_path: Path) -> None:
    make, code, message = FILES[kind]
    make(tmp_path / "x.deal")
    result = read(tmp_path, command, "x.deal")
    assert result.first == message
    assert result.code == (1 if command == "check" and code == 65 else code)
    assert ("│" in result.said) == (kind == "comments")
    assert result.said.count("error[") == 1


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_marks_and_line_ends_of_windows_change_nothing(mark: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_bytes(mark + DEAL.replace("\n", "\r\n").encode())
    assert read(tmp_path, "check", "x.deal").code == 0


@pytest.mark.parametrize(
    ("size", "line"),
    [(510_000, "party a\n"), (5_000_000, "x"), (17_000_000, "y")],
)
def test_too_large_a_text_is_refused(size: int, line: str, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(line * size, "utf-8")
    result = read(tmp_path, "show", "x.deal")
    message = "error[file-too-large]: the text has more than 4000000 characters, and so it was not read"
    assert (result.code, result.first) == (66, message)


@pytest.mark.parametrize("command", ["check", "format", "show", "ask", "diff", "replay", "export"])
def test_bytes_that_are_no_text_give_one_exit_code(command: str, tmp_path: Path) -> None:
    make, _, message = FILES["latin-1"]
    make(tmp_path / "x.deal")
    result = read(tmp_path, command, "x.deal")
    assert (result.code, result.first) == (66, message)
    lines = result.said.splitlines()
    assert lines[1].strip().startswith("─→ x.deal:")
    assert not any("│" in line for line in lines)


@pytest.mark.parametrize("command", [("replay", "a.deal", "x.csv"), ("import", "x.json"), ("show", "x.json")])
@pytest.mark.parametrize("content", ["date,event\n".encode("utf-16"), b"date\0,event\n"])
def test_no_course_and_no_json_either(content: bytes, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.deal").write_text(DEAL, "utf-8")
    (tmp_path / command[-1]).write_bytes(content)
    result = run(tmp_path, *command)
    assert (result.code, result.first) == (66, "error[binary-file]: this file is not a text")


@pytest.mark.parametrize("command", [("format", "x"), ("import", "x"), ("replay", "a.deal", "x")])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (os.mkfifo, "it is not a file"),
        (lambda p: p.symlink_to("/dev/zero"), "it is not a file"),
        (folder, "it is a folder"),
        (lambda p: p, "no such file or directory"),
        (of(b"z" * 32_000_001), "it has more than 32 MB"),
    ],
)
def test_other_files(make: Callable[[Path], object], why: str, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.deal").write_text(DEAL, "utf-8")
    make(tmp_path / "x")
    result = run(tmp_path, *command)
    assert (result.code, result.said) == (66, f"error: cannot read `x`: {why}\n")


def test_standard_input_without_end(tmp_path: Path) -> None:
    result = run(tmp_path, "check", "-", given=b"x" * 33_000_000)
    assert (result.code, result.said) == (66, "error: cannot read standard input: it has more than 32 MB\n")


def include(*names: str) -> str:
    return HEADING + "".join(f'include "{name}"\n' for name in names) + BODY


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"x.deal": "x.deal"}, "include-cycle"),
        ({"x.deal": "a", "a": "x.deal"}, "include-cycle"),
        ({"x.deal": "a", "a": "b", "b": "a"}, "include-cycle"),
        ({"x.deal": "../a"}, "include-outside"),
        ({"x.deal": "/etc/passwd"}, "include-outside"),
        ({"x.deal": "link"}, "include-outside"),
        ({"x.deal": "pipe"}, "include-unreadable"),
        ({"x.deal": "p0", **{f"p{i}": f"p{i + 1}" for i in range(1_000)}}, "include-unreadable"),
    ],
)
def test_includes(parts: dict[str, str], code: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    for name, other in parts.items():
        (tmp_path / name).write_text(include(other) if name == "x.deal" else f'include "{other}"\n', "utf-8")
    result = read(tmp_path, "show", "x.deal")
    assert result.code == 65
    assert result.first.startswith(f"error[{code}]: ")
    assert result.said.count("error[") == 1


@pytest.mark.parametrize("command", [("format", "x.deal"), ("import", "x.json", "--to", "x.deal", "--force")])
def test_a_full_disk_leaves_the_old_file(command: tuple[str, ...], tmp_path: Path) -> None:
    untidy = DEAL.replace("    ", "  ") + "# more\n" * 200
    (tmp_path / "a.deal").write_text(DEAL + "# more\n" * 200, "utf-8")
    (tmp_path / "x.json").write_bytes(run(tmp_path, "export", "a.deal").out)
    (tmp_path / "x.deal").write_text(untidy, "utf-8")
    result = run_anew(tmp_path, *command, limits="&& ulimit -f 0")
    assert (result.code, result.said) == (66, "error: cannot write `x.deal`: file too large\n")
    assert (tmp_path / "x.deal").read_text("utf-8") == untidy
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.deal", "x.deal", "x.json"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("command", [("format", "x.deal"), ("import", "x.json", "--to", "x.deal", "--force")])
def test_a_file_that_may_not_be_written_is_intact(command: tuple[str, ...], tmp_path: Path) -> None:
    untidy = DEAL.replace("    ", "  ")
    (tmp_path / "x.deal").write_text(untidy, "utf-8")
    (tmp_path / "x.json").write_bytes(run(tmp_path, "export", "x.deal").out)
    (tmp_path / "x.deal").chmod(0o444)
    result = run(tmp_path, *command)
    assert (result.code, result.said) == (66, "error: cannot write `x.deal`: permission denied\n")
    assert (tmp_path / "x.deal").read_text("utf-8") == untidy


def test_writing_keeps_permissions_and_links(tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL.replace("    ", "  "), "utf-8")
    (tmp_path / "x.deal").chmod(0o640)
    (tmp_path / "link.deal").symlink_to("x.deal")
    assert run(tmp_path, "format", "link.deal").code == 0
    assert (tmp_path / "link.deal").is_symlink()
    assert (tmp_path / "x.deal").stat().st_mode & 0o777 == 0o640
    assert "\n    currency USD\n" in (tmp_path / "x.deal").read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device(tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL, "utf-8")
    (tmp_path / "full.json").symlink_to("/dev/full")
    result = run(tmp_path, "export", "x.deal", "--to", "full.json", "--force")
    assert (result.code, result.said) == (66, "error: cannot write `full.json`: no space left on device\n")
