"""The guide in docs/ says what is so; UPDATE_GOLDEN=1 writes anew what commands say in it."""

import gc
import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from guiding import DOCS, as_kept, only_named, run_page, with_output
from hscb_pm.cli import app, workspace
from reference import register_reference, rules_page
from remembering import remember
from running import ROOT, golden

PAGES = sorted(page.name for page in DOCS.glob("*.md") if "```console" in page.read_text("utf-8"))
FOR_READERS = ["README.md", *sorted(f"docs/{page.name}" for page in DOCS.glob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


class Then(datetime):
    """The clock on the day on which the guide plays."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Then":
        """Monday 5 October 2026, ten o'clock."""
        return cls(2026, 10, 5, 10, tzinfo=tz)


@pytest.fixture
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = Business Manager\nemail = b@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("COLUMNS", "100")
    for name in (
        "HSCB_REGISTER",
        "NO_COLOR",
        "HSCB_TRACEBACK",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "CI",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(workspace, "datetime", Then)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    remember(monkeypatch)
    yield
    gc.enable()


@pytest.mark.usefixtures("_at_home")
@pytest.mark.parametrize("name", PAGES)
def test_page_shows_what_its_commands_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCS / name).read_text("utf-8")
    kept = [as_kept(step.shown, said) for step, said in run_page(text, monkeypatch)]
    golden(name, with_output(text, kept), DOCS)


@pytest.mark.parametrize("page", FOR_READERS)
def test_commands_that_a_page_only_names_can_be_typed(page: str) -> None:
    """Known commands, with options that they have."""
    top = get_command(app)
    for typed in only_named((ROOT / page).read_text("utf-8")):
        command, rest = top, typed[2:] if typed[0] == "-C" else typed
        while isinstance(command, TyperGroup) and rest:
            found = command.get_command(None, rest[0])  # type: ignore[arg-type]
            assert found, typed
            command, rest = found, rest[1:]
        known = {name for each in (top, command) for p in each.params for name in p.opts}
        known |= {name for p in command.params for name in p.secondary_opts} | {"-h", "--help"}
        assert {t.partition("=")[0] for t in rest if re.match("--?[a-zA-Z]", t)} <= known, typed


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", FOR_READERS)
def test_links_lead_somewhere(page: str) -> None:
    text = re.sub(
        r"^```.*?^```$", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for place, heading in LINK.findall(text):
        if "://" not in place:
            there = (ROOT / page).parent / place if place else ROOT / page
            assert there.exists(), place
            assert not heading or heading in anchors(there), f"{place}#{heading}"


def test_reference_of_the_register_is_what_the_models_say() -> None:
    golden("register-reference.md", register_reference(), DOCS)


def test_page_of_rules_is_what_the_rules_say() -> None:
    golden("rules.md", rules_page(), DOCS)
