"""`make test-papers`: papers of the example in each format, and its site, before judges.

What a judge needs and this computer lacks is said, and is no fault of the papers.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from hscb_pm.models import RECORD_TYPES
from hscb_pm.papers import PAPERS
from hscb_pm.store import load
from running import ROOT

FOLDER = ROOT / "build" / "papers"
SITE = FOLDER / "site"
MODULES = ROOT / "build" / "node_modules"
NODE = "npm install --prefix build axe-core@4 playwright-core@1 vnu-jar@26"
Judge = Callable[[list[Path]], list[str]]


class MissingError(Exception):
    """This computer lacks what a judge needs; the message says how to have it."""


def program(*names: str) -> str:
    """Where one of some programs is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise MissingError(f"{names[0]} is not installed")
    return found


def module(path: str) -> Path:
    """A file of a Node module."""
    if not (MODULES / path).exists():
        raise MissingError(NODE)
    return MODULES / path


def said(command: Sequence[str | Path]) -> list[str]:
    """What a program finds; nothing, if all is well."""
    ran = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    lines = [line for line in (ran.stdout + ran.stderr).splitlines() if line.strip()]
    return (lines or [f"{command[0]} failed"]) if ran.returncode else []


def axe(pages: list[Path]) -> list[str]:
    """Accessibility of HTML, as a browser shows it."""
    module("axe-core/axe.min.js")
    browser = program("chromium", "chromium-browser", "google-chrome")
    return said([program("node"), ROOT / "tests/axe.mjs", MODULES.parent, browser, *pages])


def nu(pages: list[Path]) -> list[str]:
    """HTML as its standard wants it."""
    jar = module("vnu-jar/build/dist/vnu.jar")
    return said([program("java"), "-jar", jar, "--errors-only", *pages])


def page_validation(files: list[Path]) -> list[str]:
    """PDF/UA-1 and PDF/A-2a."""
    if find_spec("page") is None:
        raise MissingError("pip install page-validation")
    page = import_module("page")
    return [
        f"{file}, {profile}: {failure}"
        for file in files
        for profile in ("ua1", "pdfa2a")
        for failure in page.validate_pdf(str(file), profile=profile).failures
    ]


def libreoffice(files: list[Path]) -> list[str]:
    """Word files as LibreOffice lays them out, to be looked at: a PDF and, if it can be, PNG."""
    office, seen = program("soffice", "libreoffice"), FOLDER / "word"
    faults = said([office, "--headless", "--convert-to", "pdf", "--outdir", seen, *files])
    faults += [
        f"{file} was not laid out" for file in files if not (seen / f"{file.stem}.pdf").exists()
    ]
    if drawer := shutil.which("pdftoppm"):
        for file in [*seen.glob("*.pdf"), *FOLDER.glob("*.pdf")]:
            faults += said([drawer, "-r", "60", "-png", file, file.with_suffix("")])
    return faults


def pages_of_site() -> list[Path]:
    """The pages of the site that differ: all above those of records, and a record of each kind."""
    register = load(ROOT / "register")
    records = [
        max((file for record in register.of(kind) if (file := page(record.id)).exists()), key=size)
        for kind in RECORD_TYPES
    ]
    return [*sorted(SITE.glob("*.html")), *records]


def page(record: str) -> Path:
    """The page of a record."""
    return SITE / "records" / f"{record}.html"


def size(file: Path) -> int:
    """How much a page says."""
    return file.stat().st_size


JUDGES: dict[str, tuple[str, Judge]] = {
    "axe-core": ("html", axe),
    "Nu checker": ("html", nu),
    "page-validation": ("pdf", page_validation),
    "LibreOffice": ("docx", libreoffice),
}


def words() -> Iterator[str]:
    """The papers as they are asked for, each that needs a record with its example."""
    for name, kind in PAPERS.items():
        yield name
        if kind.subject and not kind.subject.default:
            yield kind.subject.example


def main() -> int:
    """Write the papers, ask each judge; 1 if one finds something."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    report = ["-m", "hscb_pm", "report", *words(), "--all-formats", "-o", str(FOLDER)]
    begun = perf_counter()
    subprocess.run([sys.executable, *report], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
    print(f"{len(PAPERS)} papers in all formats: {perf_counter() - begun:.1f} s, in {FOLDER}")
    begun = perf_counter()
    site = ["-m", "hscb_pm", "site", "-o", str(SITE)]
    subprocess.run([sys.executable, *site], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
    print(f"The site: {perf_counter() - begun:.1f} s, in {SITE}")
    found = False
    for name, (suffix, judge) in JUDGES.items():
        files = sorted(FOLDER.glob(f"*.{suffix}")) + (pages_of_site() if suffix == "html" else [])
        try:
            faults = judge(files)
        except MissingError as missing:
            print(f"{name}: not asked ({missing})")
            continue
        print(f"{name}: {len(files)} files, {len(faults)} findings", *faults, sep="\n  ")
        found = found or bool(faults)
    return found


if __name__ == "__main__":
    sys.exit(main())
