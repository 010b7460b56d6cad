"""The folder of a register: what is found in it, what is read, what is refused."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from hscb_pm import store
from hscb_pm.problem import Problem
from hscb_pm.store import ChangedUnderneathError, NoRegisterError
from hscb_pm.store.files import MAX_BYTES, read_bytes
from hscb_pm.store.slips import Refusal
from store.cases import ACTION, AGENCY, NEIGHBOUR, PATH, a_folder

GROUP = "title: A Group\nfunction: other\n"
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
AS_A_USER = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 0)() == 0, reason="nothing is closed to root"
)


def problems(root: Path) -> list[Problem]:
    """What is wrong, after a look at what never may be: the neighbour is read all the same."""
    register = store.load(root)
    assert "a-constabulary" in {record.id for record in register}
    assert {p.location.path for p in register.problems} == set(register.left_out)
    return list(register.problems)


def found(root: Path) -> dict[str, str]:
    """The codes by path; a file has one problem here."""
    listed = problems(root)
    codes = {problem.location.path: problem.code for problem in listed}
    assert len(codes) == len(listed)
    assert all(problem.fix for problem in listed)
    return codes


# --- Where files stand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("actions/ACT-2017-014.yml", ".yaml"),
        ("actions/ACT-2017-014.YAML", ".yaml"),
        ("board.yml", ".yaml"),
        ("action/ACT-2017-014.yaml", "action/"),
        ("actions/2017/ACT-2017-014.yaml", "actions/2017/"),
        ("section11/S11-2017.yaml", "section11/"),
        ("sub/schema/a.yaml", "sub/schema/"),
        ("Schema/a.yaml", "Schema/"),
        ("ACT-2017-014.yaml", "top folder"),
        ("schema.yaml", "top folder"),
        ("actions/ACT-2017-1.yaml", "no name"),
        ("actions/ACT-2017-014 .yaml", "no name"),
        ("actions/ACT-2017-014.yaml.yaml", "no name"),
        ("actions/act-2017-014.yaml", "no name"),
        ("actions/ACT-2017-\u0660\u0661\u0664.yaml", "no name"),
        ("actions/\u0391CT-2017-014.yaml", "no name"),
        ("agencies/A-Constabulary.yaml", "no name"),
        ("agencies/a--b.yaml", "no name"),
        ("agencies/con.yaml", "Windows"),
        ("agencies/nul.yaml", "Windows"),
        ("groups/com1.yaml", "Windows"),
        ("groups/LPT9.yaml", "Windows"),
        ("programme/2017-19.yaml", "no name"),
        ("programme/0000-01.yaml", "no name"),
        ("programme/9999-00.yaml", "no name"),
    ],
)
def test_file_in_the_wrong_place(tmp_path: Path, path: str, word: str) -> None:
    (problem,) = problems(a_folder(tmp_path, {path: ACTION}))
    assert (problem.code, str(problem.location)) == ("REG-009", f"{path}:1:1")
    assert word in problem.message


def test_wrong_folder_suggests_the_right_one(tmp_path: Path) -> None:
    (problem,) = problems(a_folder(tmp_path, {"action/ACT-2017-014.yaml": ACTION}))
    assert problem.fix == "Did you mean actions/?"


@pytest.mark.parametrize(
    "path",
    [
        "schema/action.yaml",
        "schema/deep/action.yml",
        ".git/a.yaml",
        ".hidden.yaml",
        "actions/.#ACT-2017-014.yaml",
        "actions/.ACT-2017-014.yaml.swp",
        "actions/ACT-2017-014.yaml~",
        "actions/ACT-2017-014.yaml.orig",
        "actions/notes.txt",
        "actions/plan.json",
        "README.md",
        "yaml",
        "actions/yaml",
    ],
)
def test_what_is_nobodys_business(tmp_path: Path, path: str) -> None:
    root = a_folder(tmp_path, {path: b"\xff: [\x00"})
    register = store.load(root)
    assert (register.problems, register.files, len(register)) == ((), 2, 2)


def test_empty_folders_are_nothing(tmp_path: Path) -> None:
    (a_folder(tmp_path, {}) / "meetings" / "2017").mkdir(parents=True)
    assert problems(tmp_path) == []


def test_folder_with_the_name_of_a_record(tmp_path: Path) -> None:
    """Nothing in it can be the record, and a reference to the record would look broken."""
    (a_folder(tmp_path, {}) / PATH).mkdir(parents=True)
    assert found(tmp_path).get(PATH) in {"REG-001", "REG-009"}


def test_order_is_that_of_paths(tmp_path: Path) -> None:
    paths = ["x.yaml", "b/c.yaml", "b.yaml", "actions/x.yaml", "a/x.yaml", "audits/x.yml"]
    register = store.load(a_folder(tmp_path, dict.fromkeys(paths, "a: 1")))
    assert [problem.location.path for problem in register.problems] == sorted(paths)


@ON_POSIX
def test_folders_without_end(tmp_path: Path) -> None:
    """Git holds such a path, and so a pull request can bring one."""
    root, box = a_folder(tmp_path / "register", {}), tmp_path / "box"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    depth = 1200
    for _ in range(depth):
        box.mkdir()
        (tmp_path / "a").rename(box / "a")
        box.rename(tmp_path / "a")
    (tmp_path / "a").rename(root / "a")
    try:
        (code,) = set(found(root).values())
        assert code in {"REG-001", "REG-009"}
    finally:
        for _ in range(depth):  # what removes temporary folders would give up at this depth
            (root / "a").rename(box)
            (box / "a").rename(root / "a")
            box.rmdir()


# --- Ids -------------------------------------------------------------------------------------


def test_one_id_in_two_kinds(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"groups/a-constabulary.yaml": GROUP})
    (problem,) = problems(root)
    assert (problem.code, problem.location.path) == ("REG-008", "groups/a-constabulary.yaml")
    assert NEIGHBOUR in problem.message


def test_ids_are_compared_whatever_their_case(tmp_path: Path) -> None:
    files = {
        "actions/ACT-2017-014.yaml": ACTION,
        "actions/Act-2017-014.yaml": ACTION,
        "groups/a-constabulary.yaml": GROUP,
        "groups/A-CONSTABULARY.yaml": GROUP,
    }
    assert found(a_folder(tmp_path, files)) == {
        "actions/Act-2017-014.yaml": "REG-009",
        "groups/A-CONSTABULARY.yaml": "REG-009",
        "groups/a-constabulary.yaml": "REG-008",
    }


def test_board_file_and_a_group_called_board(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {"groups/board.yaml": "title: A Board\nfunction: board\n"})
    assert problems(root) == []


def test_id_of_a_file_that_cannot_be_read_is_taken_all_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "agencies/audit-sub-group.yaml": b"\xff",
        "groups/audit-sub-group.yaml": GROUP,
    }
    assert found(a_folder(tmp_path, files)) == {
        "agencies/audit-sub-group.yaml": "REG-001",
        "groups/audit-sub-group.yaml": "REG-008",
    }


# --- Links and other things that are no files ------------------------------------------------


@ON_POSIX
@pytest.mark.parametrize(
    ("name", "target"),
    [
        (PATH, "../agencies/a-constabulary.yaml"),
        (PATH, "/etc/passwd"),
        (PATH, "/proc/self/environ"),
        (PATH, "/dev/zero"),
        (PATH, "nowhere"),
        (PATH, "ACT-2017-014.yaml"),
        ("actions/notes.txt", "../board.yaml"),
        ("objectives", "agencies"),
        ("objectives", ".."),
        ("objectives", "/"),
        ("schema", "agencies"),
        ("standards.yaml", "board.yaml"),
    ],
)
def test_links_are_not_followed(tmp_path: Path, name: str, target: str) -> None:
    root = a_folder(tmp_path, {"actions/ACT-2017-001.yaml": ACTION})
    (root / name).symlink_to(target)
    (problem,) = problems(root)
    assert (problem.code, str(problem.location)) == ("REG-009", f"{name}:1:1")
    assert "link" in problem.message


@ON_POSIX
def test_hidden_links_are_nobodys_business(tmp_path: Path) -> None:
    (a_folder(tmp_path, {}) / ".lock").symlink_to("nowhere")
    assert problems(tmp_path) == []


@ON_POSIX
def test_file_that_becomes_a_link_before_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(Refusal, match="cannot be opened"):
        read_bytes(tmp_path / "link")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket is short
        try:
            listening.bind(path.name)
        finally:
            os.chdir(here)


def a_device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


@ON_POSIX
@pytest.mark.parametrize("make", [a_pipe, a_socket, a_device])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    root = a_folder(tmp_path, {"actions/ACT-2017-001.yaml": ACTION})
    make(root / PATH)
    assert found(root) == {PATH: "REG-001"}


@AS_A_USER
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {PATH: ACTION})
    (root / PATH).chmod(0)
    assert found(root) == {PATH: "REG-001"}


@AS_A_USER
def test_folder_that_may_not_be_read(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {PATH: ACTION})
    (root / "actions").chmod(0)
    try:
        assert found(root) == {"actions": "REG-001"}
    finally:
        (root / "actions").chmod(0o700)


# --- Sizes -----------------------------------------------------------------------------------


def test_a_file_of_a_megabyte_is_read_and_no_more(tmp_path: Path) -> None:
    filled = ACTION + "#" * (MAX_BYTES - len(ACTION))
    files = {PATH: filled, "actions/ACT-2017-015.yaml": f"{filled}#"}
    assert found(a_folder(tmp_path, files)) == {"actions/ACT-2017-015.yaml": "REG-001"}


def test_ten_gigabytes_of_nothing_are_not_read(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {PATH: ""})
    try:
        os.truncate(root / PATH, 10 << 30)
    except OSError:
        pytest.skip("no file system for sparse files of this size")
    assert found(root) == {PATH: "REG-001"}
    os.truncate(root / PATH, 0)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_file_that_says_it_is_empty_and_is_not() -> None:
    assert read_bytes("/proc/self/status").startswith(b"Name:")


# --- What is no register ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "nowhere", "board.yaml/x", "a" * 300, "a\0b"])
def test_no_register(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoRegisterError):
        store.load(tmp_path / name)


def test_board_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "board.yaml").mkdir()
    with pytest.raises(NoRegisterError):
        store.load(str(tmp_path))


def test_board_that_cannot_be_read(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {"board.yaml": b"\xff"}))
    assert register.board is None
    assert register.left_out == ("board.yaml",)


# --- Files that change underneath ------------------------------------------------------------


def rewritten(file: Path) -> None:
    file.write_text(ACTION.replace("Re-audit", "Audit"), encoding="utf-8")


def deleted(file: Path) -> None:
    file.unlink()


def made_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def made_a_link_to_the_same(file: Path) -> None:
    kept = file.rename(file.with_suffix(".kept"))
    file.symlink_to(kept)


@pytest.mark.parametrize(
    "change",
    [
        rewritten,
        deleted,
        made_a_folder,
        pytest.param(made_a_link_to_the_same, marks=ON_POSIX),
    ],
)
def test_file_changed_since_it_was_read(tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = a_folder(tmp_path, {PATH: ACTION})
    source = store.load(root).sources["ACT-2017-014"]
    assert source.text == ACTION
    change(root / PATH)
    with pytest.raises(ChangedUnderneathError, match="ACT-2017-014"):
        _ = source.text


def test_file_written_anew_with_the_same_words_is_the_same(tmp_path: Path) -> None:
    root = a_folder(tmp_path, {PATH: ACTION})
    source = store.load(root).sources["ACT-2017-014"]
    (root / PATH).unlink()
    (root / PATH).write_bytes(ACTION.encode())
    assert source.text == ACTION
    assert source.at("due") == (3, 6)


def test_file_that_changes_while_its_problems_are_sought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves: what was read is judged, whatever the file says by then."""
    root = a_folder(tmp_path, {PATH: f"{ACTION}meassure: x\n"})

    def read_and_lose(file: Path | str) -> bytes:
        data = read_bytes(file)
        if str(file).endswith(PATH):
            Path(file).write_text(AGENCY, encoding="utf-8")
        return data

    monkeypatch.setattr("hscb_pm.store.files.read_bytes", read_and_lose)
    monkeypatch.setattr("hscb_pm.store.many.MARKS_KEPT", 0)
    (problem,) = store.load(root).problems
    assert (problem.code, problem.location.line) == ("REG-003", 4)
