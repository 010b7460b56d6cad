"""`hscb schema` as people who set up an editor see it, and as CI does."""

import json
import os
import sys
from pathlib import Path

import pytest

from hscb_pm.models import RECORD_TYPES
from hscb_pm.present.schema import schema_files
from running import Hscb


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a small register."""
    board = "title: A Board\narea: A Shire\nregister_is: private\n"
    (tmp_path / "board.yaml").write_text(board, encoding="utf-8")
    return tmp_path


KINDS = len(RECORD_TYPES)


def test_kinds_are_listed(hscb: Hscb) -> None:
    lines = hscb("schema").out.splitlines()
    assert [line.split()[0] for line in lines] == [kind.kind for kind in RECORD_TYPES]
    assert "section11/returns/*.yaml" in lines[10]


@pytest.mark.parametrize("name", ["return", "returns", "section11/returns", "section11/returns/"])
def test_kind_is_known_by_its_folder_too(hscb: Hscb, name: str) -> None:
    assert json.loads(hscb("schema", name).out)["title"] == "Return"


def test_example_is_fresh(hscb: Hscb) -> None:
    ran = hscb("schema", "--check")
    assert (ran.code, ran.out) == (
        0,
        f"{KINDS} schemas in register/schema: no files to change\n",
    )


def test_what_is_written_passes_the_check_and_is_not_written_twice(
    hscb: Hscb, folder: Path
) -> None:
    assert hscb("schema", "-C", folder, "--check").code == 1
    ran = hscb("schema", "-C", folder, "--write")
    assert ran.code == 0
    assert ran.out == f"{KINDS} schemas in {folder.as_posix()}/schema: {KINDS} files changed\n"
    written = {
        file.name: file.read_text(encoding="utf-8") for file in (folder / "schema").iterdir()
    }
    assert written == schema_files()
    assert hscb("schema", "-C", folder, "--check").code == 0
    assert "no files changed" in hscb("schema", "-C", folder, "--write").out


def test_stale_is_named_and_only_what_hscb_wrote_is_removed(hscb: Hscb, folder: Path) -> None:
    hscb("schema", "-C", folder, "--write")
    schema = folder / "schema"
    (schema / "action.json").rename(schema / "deed.json")
    (schema / "own.json").write_text("{}\n", encoding="utf-8")
    windows = (schema / "agency.json").read_bytes().replace(b"\n", b"\r\n")
    (schema / "agency.json").write_bytes(windows)  # as git may check it out there
    ran = hscb("schema", "-C", folder, "--check")
    assert ran.code == 1
    *named, summary = ran.out.splitlines()
    assert [Path(line.partition(" ")[0]).name for line in named] == ["action.json", "deed.json"]
    assert summary.endswith("2 files to change")
    hscb("schema", "-C", folder, "--write")
    assert {file.name for file in schema.iterdir()} == {*schema_files(), "own.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_is_written_through(hscb: Hscb, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "schema").symlink_to(elsewhere)
    ran = hscb("schema", "-C", folder, "--write")
    assert (ran.code, ran.out) == (2, "")
    assert "is a link" in ran.err
    (folder / "schema").unlink()
    (folder / "schema").mkdir()
    (folder / "schema/action.json").symlink_to(elsewhere / "x.json")
    assert hscb("schema", "-C", folder, "--write").code == 2
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("acton",), "did you mean action?"),
        (("action", "--write"), "one of KIND, --write and --check"),
        (("--check", "--write"), "one of KIND, --write and --check"),
    ],
)
def test_what_cannot_be_carried_out(hscb: Hscb, arguments: tuple[str, ...], said: str) -> None:
    ran = hscb("schema", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("option", ["--write", "--check"])
def test_register_of_another_hscb_is_left_to_that(hscb: Hscb, folder: Path, option: str) -> None:
    with (folder / "board.yaml").open("a", encoding="utf-8") as board:
        board.write('requires: ">=99"\n')
    ran = hscb("schema", "-C", folder, option)
    assert (ran.code, ran.out) == (2, "")
    assert "this register requires hscb >=99" in " ".join(ran.err.split())
    assert not (folder / "schema").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
@pytest.mark.parametrize("rights", [0, 0o300, 0o600])
def test_folder_that_may_not_be_read_is_named(hscb: Hscb, folder: Path, rights: int) -> None:
    hscb("schema", "-C", folder, "--write")
    schema = folder / "schema"
    schema.chmod(rights)
    try:
        for option in ("--write", "--check"):
            ran = hscb("schema", "-C", folder, option)
            assert (ran.code, ran.out) == (2, "")
            assert f"{schema} cannot be read: permission denied" in ran.err
    finally:
        schema.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="rights differ there")
def test_file_that_may_not_be_written_is_named(hscb: Hscb, folder: Path) -> None:
    (folder / "schema").mkdir()
    file = folder / "schema" / "action.json"
    file.write_text("{}\n", encoding="utf-8")
    file.chmod(0o444)
    ran = hscb("schema", "-C", folder, "--write")
    assert ran.code == 2
    assert f"{file} could not be written: it is read-only" in ran.err
    assert file.read_text(encoding="utf-8") == "{}\n"


def test_file_in_the_place_of_the_folder_is_said(hscb: Hscb, folder: Path) -> None:
    (folder / "schema").write_text("", encoding="utf-8")
    ran = hscb("schema", "-C", folder, "--write")
    assert ran.code == 2
    assert "could not be written" in ran.err
