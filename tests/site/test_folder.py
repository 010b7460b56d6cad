"""`hscb site -o DIR`: a folder written as a whole, in the place of an earlier site alone."""

import os
from pathlib import Path

import pytest

from hostile import register, write
from hscb_pm.store import folders
from running import Hscb, Ran


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "register", register("Plain words"))


@pytest.fixture
def site(hscb: Hscb, small: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "out" / "site"
    assert run(hscb, small, folder).code == 0
    return folder


def run(hscb: Hscb, small: Path, folder: Path, *more: str) -> Ran:
    return hscb("site", "-C", small, "-o", folder, "--today", "2017-11-20", *more)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_says_what_it_wrote(hscb: Hscb, small: Path, tmp_path: Path) -> None:
    ran = run(hscb, small, tmp_path / "site")
    pages = len(everything(tmp_path / "site")) - 1
    assert ran.out == ""
    assert ran.err.endswith(f"wrote {pages} pages to {tmp_path / 'site'}, for public readers\n")
    assert "by hscb" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_says_that_something_private_may_be_in_it(hscb: Hscb, small: Path, tmp_path: Path) -> None:
    action = {
        "action": "See NHS number 943 476 5919",
        "owner": {"agency": "a-constabulary", "role": "Lead"},
    }
    write(small, {"actions/ACT-2017-003.yaml": action | {"group": "board", "due": "2017-12-01"}})
    ran = run(hscb, small, tmp_path / "site")
    assert "1 file may hold what identifies somebody: hscb validate --select PRV" in ran.err


def test_replaces_an_earlier_site_as_a_whole(hscb: Hscb, small: Path, site: Path) -> None:
    before = everything(site)
    (small / "actions" / "ACT-2017-002.yaml").unlink()
    assert run(hscb, small, site).code == 0
    assert "records/ACT-2017-002.html" in before
    assert "records/ACT-2017-002.html" not in everything(site)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_same_bytes_again(hscb: Hscb, small: Path, site: Path) -> None:
    before = everything(site)
    assert run(hscb, small, site).code == 0
    assert everything(site) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_can_be_read_by_all_who_may(site: Path) -> None:
    assert site.stat().st_mode & 0o777 == 0o777 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["notes.txt", "records/notes.txt", "mine/notes.txt"])
def test_keeps_what_is_not_its_own(hscb: Hscb, small: Path, site: Path, name: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("Mine", encoding="utf-8")
    before = everything(site)
    ran = run(hscb, small, site)
    assert ran.code == 2
    assert f"{site} holds {name}, which is not of an earlier site" in ran.err
    assert everything(site) == before


def test_keeps_a_folder_that_is_no_site(hscb: Hscb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "empty").mkdir(parents=True)
    ran = run(hscb, small, tmp_path / "mine")
    assert ran.code == 2
    assert "holds empty, and is no earlier site; nothing was written" in ran.err
    (tmp_path / "mine" / "empty").rmdir()
    assert run(hscb, small, tmp_path / "mine").code == 0


def test_keeps_a_link(hscb: Hscb, small: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "linked").symlink_to(tmp_path / "elsewhere")
    assert "holds linked" in run(hscb, small, site).err


def test_follows_a_link_to_the_folder(hscb: Hscb, small: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    assert run(hscb, small, tmp_path / "link").code == 0
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("register", "is in the register"),
        ("register/site", "is in the register"),
        (".", "and is no earlier site"),
        ("a-file", "is a file; a site is a folder"),
        ("a-file/site", "could not be written"),
        ("", "no folder is named"),
    ],
)
def test_refuses(hscb: Hscb, small: Path, tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "a-file").write_text("Mine", encoding="utf-8")
    before = everything(tmp_path)
    ran = hscb("site", "-C", small, "-o", str(tmp_path / name) if name else "")
    assert ran.code == 2
    assert why in ran.err
    assert everything(tmp_path) == before


def test_failure_leaves_what_was_there(
    hscb: Hscb, small: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(site)

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "_marker", full)
    ran = run(hscb, small, site)
    assert ran.code == 2
    assert "could not be written: no space left on device" in ran.err
    assert everything(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_readers_are_named(hscb: Hscb, small: Path, tmp_path: Path) -> None:
    internal = run(hscb, small, tmp_path / "inside", "--audience", "internal")
    assert internal.err.endswith("for internal readers\n")
    wrong = run(hscb, small, tmp_path / "other", "--audience", "everyone")
    assert wrong.code == 2
    assert "it can be public, internal" in wrong.err
    assert not (tmp_path / "other").exists()
