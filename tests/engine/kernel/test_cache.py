"""Code on disk: kept whole or not at all, never taken for another's, never needed."""

import sys
from pathlib import Path
from threading import Thread

import llvmlite
import numpy as np
import pytest

from termwise.engine.kernel import build, cache, code
from termwise.engine.kernel.code import chunk_code, key_of, paths_code
from termwise.engine.kernel.llvm_machine import LlvmMachine
from tests.engine.kernel import machines


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "code"))
    return tmp_path / "code"


def _constant(machine: LlvmMachine) -> None:
    machine.each_period(lambda: machine.record(0, machine.argument("n0")))


def _never(machine: LlvmMachine) -> None:
    raise AssertionError(f"{machine} should not have been asked")


def test_what_is_kept_is_found(folder: Path) -> None:
    assert cache.found("some") is None
    assert cache.keep("some", b"code")
    assert cache.found("some") == b"code"
    assert [file.name for file in folder.iterdir()] == ["some.code"]


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_what_is_damaged_is_absent_and_made_anew(folder: Path, damage: bytes | None) -> None:
    key = key_of("a constant")
    paths_code(key, 4, _constant)
    file = folder / f"{key}.code"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    assert cache.found(key) is None
    paths_code(key, 4, _constant)
    assert file.read_bytes() == whole
    paths_code(key, 4, _never)


def test_what_was_kept_whole_but_is_no_code_is_made_anew() -> None:
    key = key_of("a constant")
    cache.keep(key, b"not an entry")
    paths_code(key, 4, _constant)
    paths_code(key, 4, _never)


def test_code_is_compiled_once() -> None:
    key = key_of("a constant")
    first = paths_code(key, 8, _constant)
    again = paths_code(key, 8, _never)
    given = machines.arguments()
    tallies = [machines.by_llvm(one, 8, given, rows=3) for one in (first, again)]
    assert tallies[0].kept.tobytes() == tallies[1].kept.tobytes() == np.full((3, machines.PATHS), 2.25).tobytes()


@pytest.mark.parametrize("place", ["", "/dev/null/nowhere"])
def test_where_nothing_can_be_kept_nothing_is(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, place)
    assert not cache.keep("some", b"code")
    assert cache.found("some") is None
    assert paths_code(key_of("a constant"), 4, _constant).address


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert not cache.keep("some", b"code")
    assert list(folder.iterdir()) == []


def test_writers_at_once_leave_one_whole_entry(folder: Path) -> None:
    entries = [bytes([number]) * 100_000 for number in range(8)]
    threads = [Thread(target=cache.keep, args=("some", entry)) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.found("some") in entries
    assert [file.name for file in folder.iterdir()] == ["some.code"]


def test_a_key_tells_processors_compilers_and_writers_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {key_of("this"), key_of("that")}
    cpu, features = build.processor()
    for processor in ((cpu + "x", features), (cpu, features.replace("+", "-", 1))):
        with monkeypatch.context() as planted:
            planted.setattr(build, "processor", lambda of=processor: of)
            keys.add(key_of("this"))
    for release in ("0.1", "0.2"):
        with monkeypatch.context() as planted:
            planted.setattr(llvmlite, "__version__", release)
            keys.add(key_of("this"))
    with monkeypatch.context() as planted:
        planted.setattr(code, "_generator", lambda: "another release")
        keys.add(key_of("this"))
    assert len(keys) == 7


def test_folders_by_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    found = {}
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
        found[system] = cache.folder()
    assert found == {
        "linux": tmp_path / ".cache" / "termwise",
        "darwin": tmp_path / "Library" / "Caches" / "termwise",
        "win32": tmp_path / "Local" / "termwise" / "cache",
    }


def test_text_that_is_no_llvm_is_our_mistake() -> None:
    with pytest.raises(build.CompilerError):
        build.compiled("define nothing")


def test_the_code_of_chunks_is_kept_too(folder: Path) -> None:
    chunk_code.cache_clear()
    assert chunk_code().address
    assert len(list(folder.iterdir())) == 1
