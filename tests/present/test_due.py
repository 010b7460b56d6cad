"""The due list as data: each row with the place where its advice is to be followed."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hscb_pm import store
from hscb_pm.present.due import DueList
from hscb_pm.queries.due import due_items
from hscb_pm.store.files import read_bytes
from store.cases import a_folder

TODAY = date(2017, 11, 20)
AUDIT = "title: Core groups\nlevel: single-agency-audit\n"
GROUP = "title: The Board\nfunction: board\n"


def meeting(number: int) -> str:
    asked = "".join(f"  - requests: AUD-2017-{audit:02}\n" for audit in range(1, 21))
    return f"group: board\ndate: 2017-0{number}-18\nitems:\n{asked}"


def test_many_places_in_few_files_are_found_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are in the order of their dates, so those of one file are not together."""
    files = {"groups/board.yaml": GROUP}
    files |= {f"audits/AUD-2017-{number:02}.yaml": AUDIT for number in range(1, 21)}
    files |= {f"meetings/MTG-2017-{number:02}.yaml": meeting(number) for number in range(1, 10)}
    reads: Counter[str] = Counter()

    def counted(file: Path | str) -> bytes:
        reads[Path(file).name] += 1
        return read_bytes(file)

    monkeypatch.setattr("hscb_pm.store.many.MARKS_KEPT", 0)
    register = store.load(a_folder(tmp_path, files))
    items = [item for item in due_items(register, TODAY) if item.kind == "request"]
    monkeypatch.setattr("hscb_pm.store.files.read_bytes", counted)
    rows = list(DueList(register, TODAY, items).rows())
    assert len({(row["path"], row["line"]) for row in rows}) == len(rows) == 180
    for row in rows:
        line = (
            (tmp_path / str(row["path"])).read_text("utf-8").split("\n")[int(str(row["line"])) - 1]
        )
        assert line == f"  - requests: {row['record']}"
    assert max(reads.values()) == 2
