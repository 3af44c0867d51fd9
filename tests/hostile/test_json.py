"""JSON that is no deal: `import` says so once."""

from pathlib import Path

import pytest

from tests.hostile.process import assert_nothing_steers, run

BOMBS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "json-syntax"),
    "no object": (b"[]", "json-shape"),
    "deep lists": (b"[" * 100_000, "json-too-deep"),
    "deep objects": (b'{"a":' * 100_000, "json-too-deep"),
    "a long number": (b'{"title": ' + b"9" * 100_000 + b"}", "json-syntax"),
    "a great number": (b'{"title": 1e999999999}', "json-shape"),
    "no number": (b'{"title": NaN}', "json-syntax"),
    "wrong types": (b'{"title": {"a": 5}, "start": [], "parties": "x"}', "json-shape"),
    "the same field often": (b"{" + b'"a": 1, ' * 50_000 + b'"b": 1}', "json-syntax"),
    "half a surrogate": (b'{"title": "\\ud800"}', "json-"),
    "an escape sequence": (b'{"\x1b[2J": 1}', "json-"),
    "an escaped escape sequence": (b'{"\\u001b[2J": 1}', "json-"),
    "utf-16": ("{}".encode("utf-16"), "binary-file"),
    "many values": (b"[" + b"[]," * 300_000 + b"[]]", "json-shape"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_import_says_what_is_wrong(kind: str, tmp_path: Path) -> None:
    content, code = BOMBS[kind]
    (tmp_path / "x.json").write_bytes(content)
    result = run(tmp_path, "import", "x.json")
    assert result.code == (66 if code == "binary-file" else 65), result.said[:500]
    assert result.first.startswith(f"error[{code}")
    assert len(result.said) < 5_000
    assert_nothing_steers(result)
