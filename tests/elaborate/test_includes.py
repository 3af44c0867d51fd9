"""Included files: found below the deal's folder, read once, and never beyond their limits."""

import os
from pathlib import Path

import pytest

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.elaborate.includes import Gathered, Limits, from_disk, gather, gather_text

HEADING = 'deal "Test"\n    period 2026 through 2030\n    today 2026-01-01\n'


def _folder(root: Path, **files: str | bytes) -> Path:
    folder = root / "deal"
    folder.mkdir()
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(f"{path.name}.deal")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _faults(gathered: Gathered) -> list[tuple[str, str, str | None]]:
    return [(fault.code, fault.message, fault.help) for fault in gathered.diagnostics]


def test_parts_are_read_in_the_order_of_their_lines(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        main=HEADING + 'include "parts/parties.deal"\ninclude "assets.deal"\n',
        parts__parties='party openai "OpenAI"\ninclude "more.deal"\n',
        parts__more='party microsoft "Microsoft"\n',
        assets="asset compute\n",
    )
    gathered = gather(folder / "main.deal")
    assert gathered.diagnostics == ()
    assert [Path(tree.file).name for tree in gathered.trees] == [
        "main.deal",
        "parties.deal",
        "more.deal",
        "assets.deal",
    ]
    assert set(gathered.texts) == {tree.file for tree in gathered.trees}
    deal, faults = _elaborated(gathered)
    assert faults == ()
    assert deal == (["openai", "microsoft"], ["compute"])


def _elaborated(gathered: Gathered) -> tuple[tuple[list[str], list[str]], tuple[object, ...]]:
    found = elaborate(gathered.trees)
    assert found.deal is not None
    names = [party.name for party in found.deal.parties], [asset.name for asset in found.deal.assets]
    return names, found.diagnostics


def test_faults_in_a_part_carry_its_name(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main=HEADING + 'include "part.deal"\n', part="clause x\n    nobody pays nobody 5\n")
    found = elaborate(gather(folder / "main.deal").trees)
    assert {fault.span.file for fault in found.diagnostics if fault.span} == {str(folder / "part.deal")}


@pytest.mark.parametrize(
    "path", ["../secret.deal", "parts/../../secret.deal", "/etc/passwd", "C:\\\\secret.deal", ".."]
)
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.deal").write_text("party secret\n")
    folder = _folder(tmp_path, main=f'{HEADING}include "{path}"\n')
    reads: list[Path] = []

    def read(where: Path, most: int) -> bytes:
        reads.append(where)
        return from_disk(where, most)

    gathered = gather(folder / "main.deal", read)
    assert [code for code, _, _ in _faults(gathered)] == ["include-outside"]
    (fault,) = gathered.diagnostics
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (4, 9)
    assert reads == [folder / "main.deal"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.deal").write_text("party secret\n")
    folder = _folder(tmp_path, main=HEADING + 'include "part.deal"\ninclude "parts/secret.deal"\n')
    (folder / "part.deal").symlink_to(tmp_path / "secret.deal")
    (folder / "parts").symlink_to(tmp_path)
    gathered = gather(folder / "main.deal")
    assert [code for code, _, _ in _faults(gathered)] == ["include-outside", "include-outside"]
    assert len(gathered.trees) == 1


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main=HEADING + 'include "link.deal"\n', part="party openai\n")
    (folder / "link.deal").symlink_to("part.deal")
    gathered = gather(folder / "main.deal")
    assert gathered.diagnostics == ()
    assert len(gathered.trees) == 2


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    _folder(tmp_path, main=HEADING + 'include "part.deal"\n', part="party openai\n")
    (tmp_path / "here").symlink_to(tmp_path / "deal")
    assert gather(tmp_path / "here" / "main.deal").diagnostics == ()


def test_links_in_a_circle(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main=HEADING + 'include "a.deal"\n')
    (folder / "a.deal").symlink_to("b.deal")
    (folder / "b.deal").symlink_to("a.deal")
    assert len(_faults(gather(folder / "main.deal"))) == 1


def test_files_in_a_circle(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        main=HEADING + 'include "a.deal"\n',
        a='party one\ninclude "b.deal"\n',
        b='party two\ninclude "a.deal"\ninclude "main.deal"\ninclude "b.deal"\n',
    )
    gathered = gather(folder / "main.deal")
    message = "this include leads back to a file that is being read"
    assert _faults(gathered) == [
        ("include-cycle", message, "`a.deal` includes `b.deal` includes `a.deal`"),
        ("include-cycle", message, "`main.deal` includes `a.deal` includes `b.deal` includes `main.deal`"),
        ("include-cycle", message, "`b.deal` includes `b.deal`"),
    ]
    assert len(gathered.trees) == 3


def test_a_part_included_twice_is_read_once(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        main=HEADING + 'include "a.deal"\ninclude "b.deal"\n',
        a='include "shared.deal"\n',
        b='include "./shared.deal"\n',
        shared="party one\n",
    )
    gathered = gather(folder / "main.deal")
    (fault,) = gathered.diagnostics
    assert (fault.code, fault.severity) == ("include-twice", "warning")
    assert fault.related[0].span.file == str(folder / "a.deal")
    assert _elaborated(gathered)[0] == (["one"], [])


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b"party \xff\xfe\n", "it is not UTF-8 text"),
        ("party zoë\n".encode("latin-1"), "it is not UTF-8 text"),
        ("party one\n".encode("utf-16"), "it is not UTF-8 text"),
        (b"party\x00one\n", "it is not UTF-8 text"),
        (b"#" * 10_000_000, "it has more bytes than a deal can need"),
    ],
)
def test_what_is_no_text_is_not_read(tmp_path: Path, part: bytes, reason: str) -> None:
    folder = _folder(tmp_path, main=HEADING + 'include "part.deal"\n', part=part)
    gathered = gather(folder / "main.deal")
    assert [(code, message) for code, message, _ in _faults(gathered)] == [
        ("include-unreadable", f"`part.deal` is not read: {reason}")
    ]
    assert len(gathered.trees) == 1
    (fault,) = gathered.diagnostics
    assert fault.span is not None
    assert fault.span.file == str(folder / "main.deal")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main=HEADING + 'include "missing.deal"\ninclude "parts"\ninclude "pipe"\n')
    (folder / "parts").mkdir()
    os.mkfifo(folder / "pipe")
    assert [message for _, message, _ in _faults(gather(folder / "main.deal"))] == [
        "`missing.deal` is not read: there is no such file",
        "`parts` is not read: it is a folder",
        "`pipe` is not read: it is not a regular file",
    ]


def test_depth_is_limited(tmp_path: Path) -> None:
    files = {f"f{i}": f'include "f{i + 1}.deal"\n' for i in range(30)}
    folder = _folder(tmp_path, main=HEADING + 'include "f0.deal"\n', **files)
    gathered = gather(folder / "main.deal")
    assert [message for _, message, _ in _faults(gathered)] == [
        "`f16.deal` is not read: includes are nested more than 16 deep"
    ]
    assert len(gathered.trees) == 17


def test_count_and_size_of_all_are_limited(tmp_path: Path) -> None:
    files = {f"f{i}": f"party p{i}\n" for i in range(5)}
    includes = "".join(f'include "f{i}.deal"\n' for i in range(5))
    folder = _folder(tmp_path, main=HEADING + includes, **files)
    few = gather(folder / "main.deal", limits=Limits(files=3))
    assert [message for _, message, _ in _faults(few)] == [
        "`f3.deal` is not read: a deal includes at most 3 files",
        "`f4.deal` is not read: a deal includes at most 3 files",
    ]
    small = gather(folder / "main.deal", limits=Limits(bytes_in_all=400))
    assert small.diagnostics == ()
    tiny = gather(folder / "main.deal", limits=Limits(bytes_in_a_file=5))
    assert {message.partition(": ")[2] for _, message, _ in _faults(tiny)} == {"it has more bytes than a deal can need"}


def test_the_main_file_itself(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        gather(tmp_path / "missing.deal")
    (tmp_path / "binary.deal").write_bytes(b"\x00\xff")
    assert [code for code, _, _ in _faults(gather(tmp_path / "binary.deal"))] == ["binary-file"]
    (tmp_path / "large.deal").write_bytes(b"#" * 10_000_000)
    assert [code for code, _, _ in _faults(gather(tmp_path / "large.deal"))] == ["file-too-large"]


def test_a_text_without_a_folder_includes_nothing(tmp_path: Path) -> None:
    text = SourceText("deal", HEADING + 'include "part.deal"\n')
    assert [message for _, message, _ in _faults(gather_text(text, None))] == [
        "`part.deal` is not read: this text came from no folder"
    ]
    (tmp_path / "part.deal").write_text("party one\n")
    assert gather_text(text, tmp_path).diagnostics == ()
