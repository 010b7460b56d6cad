"""What people and CI see of a hostile file: a line of the file at most, never an order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import Hscb
from store.cases import ACTION, PATH, a_folder

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
ORDER = "::error file=x::owned"


def orders(out: str) -> list[str]:
    """Lines that a workflow would obey, or that look like a problem of their own."""
    return [line for line in out.splitlines() if line.lstrip().startswith(("::", "forged.yaml"))]


@pytest.mark.parametrize("options", [[], ["--show-explained"]])
@pytest.mark.parametrize(
    "line",
    [
        f'"x\\n{ORDER}\\nforged.yaml:1:1: error": v',
        f'explained: {{"ACT-003\\n{ORDER}": x}}',
        f'explained: {{ACT-003: "x\\n{ORDER}", ACT-008: "x\\r{ORDER}"}}',
        f'"due\\n{ORDER}": x',
    ],
)
def test_words_of_a_file_are_no_lines_of_their_own(
    hscb: Hscb, tmp_path: Path, line: str, options: list[str]
) -> None:
    ran = hscb("validate", "-C", a_folder(tmp_path, {PATH: f"{ACTION}{line}\n"}), *options)
    assert ran.code == 1
    assert orders(ran.out) == []


@ON_POSIX
def test_name_of_a_file_is_no_line_of_its_own(hscb: Hscb, tmp_path: Path) -> None:
    root = a_folder(tmp_path, {f"actions/x\n{ORDER.replace('/', ' ')}.yaml": ACTION})
    out = hscb("validate", "-C", root).out
    assert "REG-009" in out
    assert orders(out) == []


@ON_POSIX
def test_name_that_is_no_text(hscb: Hscb, tmp_path: Path) -> None:
    root = a_folder(tmp_path, {})
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/x\xff.yaml")).write_text("a: 1", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has names of text only")
    for name in ("text", "json", "github"):
        assert hscb("validate", "-C", root, "--format", name).code == 1


@ON_POSIX
def test_link_shows_nothing_of_what_it_leads_to(hscb: Hscb, tmp_path: Path) -> None:
    root = a_folder(tmp_path / "register", {})
    (tmp_path / "key").write_text("the key to everything\n", encoding="utf-8")
    (root / "standards.yaml").symlink_to(tmp_path / "key")
    out = hscb("validate", "-C", root).out
    assert "standards.yaml:1:1: error REG-009" in out
    assert "the key to everything" not in out


@ON_POSIX
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"actions/ACT-2017-001.yaml": ACTION})
    os.mkfifo(root / PATH)
    command = [sys.executable, "-m", "hscb_pm", "validate", "-C", str(root)]
    ran = subprocess.run(command, capture_output=True, timeout=10, check=False)
    assert ran.returncode == 1
    assert f"{PATH}:1:1: error REG-001".encode() in ran.stdout
