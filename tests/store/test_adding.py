"""A sample is added to an audit's file, and no byte of it is changed."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm import store
from hscb_pm.models import Audit
from hscb_pm.problem import CannotError
from hscb_pm.store.adding import add_to
from store.cases import a_folder

SAMPLE = {
    "method": "stratified",
    "population": 303,
    "size": 24,
    "seed": 482913,
    "list_fingerprint": "blake2b-0123456789abcdef0123456789abcdef",
    "strata": [
        {"name": "no", "population": 200, "size": 16},
        {"name": "A: b #c 'd'", "population": 103, "size": 8},
    ],
}
NAME = "audits/AUD-2018-01.yaml"
START = "title: Neglect\nlevel: multi-agency-audit\n"
ENDINGS = [
    "",
    "# the end\n",
    "\n\n",
    "  # indented\n\n\n# and not\n",
    "equality: >-\n  Read by\n  sex\n",
    "equality: |+\n  Read by sex\n\n\n",
    "findings:\n- id: F1\n  kind: strength\n  text: Seen alone\n",
    "agencies: [\n  a-constabulary,\n]\n",
    "equality: 'Read\n\n  by sex' # yes\n",
    "extensions: {a: {b: [1, 2]}}\n",
    "...\n",
    "# before\n... # after\n# last\n",
]


def add(folder: Path, data: bytes) -> bytes:
    """The file after the sample was added."""
    register = store.load(a_folder(folder, {NAME: data}))
    assert register.problems == ()
    (audit,) = register.of(Audit)
    add_to(register, audit, {"sample": SAMPLE})
    (after,) = store.load(folder).of(Audit)
    assert after.sample
    said = after.sample.model_dump(exclude_none=True)
    assert {**said, "strata": list(said["strata"])} == SAMPLE
    assert after.model_copy(update={"sample": None}) == audit
    return (folder / NAME).read_bytes()


@given(
    st.sampled_from(ENDINGS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "\r\n"]),
    st.sampled_from(["", "---\n", "# first\n", "%YAML 1.2\n---\n"]),
)
def test_only_new_bytes_at_the_end_of_the_mapping(
    ending: str, line_end: str, mark: str, cut: str, opening: str
) -> None:
    text = f"{opening}{START}{ending}".replace("\n", line_end)
    before = f"{mark}{text.rstrip(cut) if cut else text}".encode()
    with TemporaryDirectory() as folder:
        after = add(Path(folder), before)
    head, _, tail = before.partition(f"{line_end}...".encode())
    assert after.startswith(head)
    assert after.endswith(tail)
    added = after[len(head) : len(after) - len(tail)].decode()
    assert added.lstrip("\r\n").startswith("sample:")
    assert added.count("\n") - added.count("\r\n") == (
        0 if line_end == "\r\n" else added.count("\n")
    )


def test_indented_mapping_is_gone_on_with(tmp_path: Path) -> None:
    before = "  title: Neglect\n  level: multi-agency-audit"
    after = add(tmp_path, before.encode()).decode()
    assert after.startswith(f"{before}\n  sample:\n    method: stratified\n")


@pytest.mark.parametrize(
    "data",
    ["{title: Neglect, level: multi-agency-audit}\n", "{\n title: A,\n level: themed-review\n}\n"],
)
def test_file_in_brackets_is_left_as_it_is(tmp_path: Path, data: str) -> None:
    with pytest.raises(CannotError, match="nothing can be added at its end"):
        add(tmp_path, data.encode())
    assert (tmp_path / NAME).read_text(encoding="utf-8") == data


def test_file_that_changed_is_left_as_it_is(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    (audit,) = register.of(Audit)
    (tmp_path / NAME).write_text(f"{START}# x\n", encoding="utf-8")
    with pytest.raises(store.ChangedUnderneathError):
        add_to(register, audit, {"sample": SAMPLE})
    assert (tmp_path / NAME).read_text(encoding="utf-8") == f"{START}# x\n"


def test_value_that_would_become_another_is_left_as_it_is(tmp_path: Path) -> None:
    """The last line of a block has no end, so adding one would add it to the text."""
    data = f"{START}extensions:\n  note: |\n    Not ended"
    with pytest.raises(CannotError, match="nothing can be added at its end"):
        add(tmp_path, data.encode())
    assert (tmp_path / NAME).read_text(encoding="utf-8") == data


@pytest.mark.skipif(
    os.name != "posix" or getattr(os, "geteuid", lambda: 0)() == 0, reason="rights of POSIX"
)
def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    register = store.load(a_folder(tmp_path, {NAME: START}))
    (audit,) = register.of(Audit)
    (tmp_path / "audits").chmod(0o500)
    with pytest.raises(CannotError, match="could not be written"):
        add_to(register, audit, {"sample": SAMPLE})
    (tmp_path / "audits").chmod(0o700)
