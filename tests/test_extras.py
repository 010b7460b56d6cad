"""How to get what hscb can do with more packages."""

import sys
from pathlib import Path

import pytest

from hscb_pm.extras import adding


def test_packages_are_named_that_an_index_knows_before_hscb_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert adding("pdf").startswith('pip install "typst')
    assert [word[:7] for word in adding("analytics").split()[2:]] == ['"duckdb', '"sqlglo']
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "pipx_metadata.json").touch()
    assert adding("pdf").startswith('pipx inject hscb-pm "typst')
