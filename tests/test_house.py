"""The house is in order: what ships, what is described, what a command may import."""

import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bill_of_materials import locked
from hscb_pm.cli import COMMANDS, MODULES, PANELS, app
from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.models.record import Model
from running import ROOT


def all_models(base: type[Model]) -> list[type[Model]]:
    return [base, *(m for child in base.__subclasses__() for m in all_models(child))]


@pytest.mark.parametrize("model", all_models(Model), ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[Model]) -> None:
    assert model.__doc__
    for name, field in model.model_fields.items():
        assert field.description, name
        assert field.description[-1] in ".:", name


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_example_of_each_kind_is_a_good_name(kind: type[Record]) -> None:
    assert kind.stem.fullmatch(kind.example.removesuffix(".yaml"))


MODULES_OF_COMMANDS = {MODULES.get(name, name) for name in COMMANDS}


def test_every_command_is_found_in_its_module() -> None:
    group: Any = get_command(app)
    group.get_command(None, "all of them")
    assert {*COMMANDS} == {*group.commands}
    modules = (ROOT / "src/hscb_pm/cli").glob("*.py")
    declaring = {file.stem for file in modules if "\ndef declare(" in file.read_text("utf-8")}
    assert declaring - {"indicators_import", "indicators_write"} == {
        MODULES.get(name, name) for name in COMMANDS
    }


def test_the_help_says_of_a_command_what_its_own_help_begins_with() -> None:
    group: Any = get_command(app)
    for commands in PANELS.values():
        for name, says in commands.items():
            assert group.get_command(None, name).get_short_help_str(limit=90) == says


LOADED = """
import sys
from hscb_pm.__main__ import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def imported_by(*arguments: str) -> set[str]:
    """The modules loaded by a command."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode in (0, 2)
    return set(ran.stderr.splitlines()[-1].split())


HEAVY = {
    *("pydantic", "yaml", "ruamel.yaml", "rich", "jinja2", "json", "csv"),
    *("markdown_it", "docx", "typst"),
}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("due", "--help"),
        ("due", "x"),
        ("init", "--help"),
        ("audits", "sample", "--help"),
    ],
)
def test_help_and_usage_errors_are_light(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments) & HEAVY == set()


FRAME = {"typer", "shellingham", "annotated_doc"} | {
    *("cli", "days", "periods", "present", "problem", "words", "__main__")
}
REGISTER = {"models", "queries", "register", "spc", "store"} | {
    *("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"),
    *("yaml", "_yaml"),  # mostly helpers load it; where there is one processor, the command itself
}
MAY_LOAD = {
    ("--help",): FRAME - {"days", "periods", "words"},
    ("due", "--help"): FRAME,
    ("due",): FRAME | REGISTER | {"sampling"},
    ("validate",): FRAME | REGISTER | {"lazily", "privacy", "rules", "smart"},
}
"""The libraries and the rooms of this house that a command is made of."""
INSTALLED = {*packages_distributions()} - {"_distutils_hack", "hscb_pm"}  # every Python loads that


@pytest.mark.parametrize("arguments", MAY_LOAD)
def test_command_loads_what_it_is_made_of_and_no_more(arguments: tuple[str, ...]) -> None:
    loaded = imported_by(*arguments)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("hscb_pm.")}
    assert (loaded & INSTALLED | rooms) - MAY_LOAD[arguments] == set()
    commands = {f"hscb_pm.cli.{module}" for module in MODULES_OF_COMMANDS} & loaded
    assert commands == {f"hscb_pm.cli.{name}" for name in arguments[:1] if name != "--help"}


@pytest.mark.parametrize("arguments", [("due",), ("validate",)])
def test_piped_text_needs_neither_json_nor_git(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments) & {"json", "csv", "hscb_pm.history"} == set()


def test_markdown_paper_needs_what_no_other_format_needs() -> None:
    assert imported_by("report", "board") & {"markdown_it", "docx", "typst"} == set()


def test_wheel_carries_templates_and_example_and_runs_alone(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "alone")
    for template in (ROOT / "templates").iterdir():
        assert (tmp_path / "alone/hscb_pm/templates" / template.name).is_file()
    assert {each.suffix for each in (tmp_path / "alone/hscb_pm/charts/fonts").iterdir()} == {
        *(".ttf", ".txt")
    }
    ran = subprocess.run(
        [sys.executable, "-m", "hscb_pm", "-C", str(ROOT / "register"), "due", "--format", "md"],
        cwd=tmp_path / "alone",  # `-m` looks here first
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.stdout.startswith("# Hertfordshire Safeguarding Children Board")
    made = tmp_path / "made"
    subprocess.run(
        [sys.executable, "-m", "hscb_pm", "init", str(made), "--demo", "hertfordshire-2017"],
        cwd=tmp_path / "alone",
        check=True,
        capture_output=True,
    )
    for record in (ROOT / "register").rglob("*.yaml"):
        shipped = made / "register" / record.relative_to(ROOT / "register")
        assert shipped.read_bytes() == record.read_bytes()


def test_lock_names_no_index_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links", lock)
    names = re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)
    assert len(names) == len(re.findall(r"^[a-z0-9.-]+==.*\\$", lock, re.MULTILINE))
    assert {"typer", "pydantic", "pyyaml", "ruamel-yaml", "rich", "jinja2", "pytest"} <= set(names)


def test_bill_of_materials_has_every_package_and_hash_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)
    assert [*locked()] == names
    assert sum(len(digests) for _, digests in locked().values()) == lock.count("--hash=sha256:")


def test_clock_git_and_print_stay_in_their_places() -> None:
    for file in (ROOT / "src").rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        name = file.relative_to(ROOT / "src/hscb_pm").as_posix()
        assert ("datetime.now(" in code) == (name == "cli/workspace.py"), name
        assert "date.today(" not in code, name
        assert ("subprocess.run(" in code) == (name == "history.py"), name
