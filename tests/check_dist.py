"""`make dist`: what is released, built twice, looked through, installed and put to work.

It is built of what is committed. Only what passes comes to dist/, with its bill of materials and
its checksums. Versions of Python that this computer lacks are said.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from csv import reader
from email.parser import Parser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from packaging.metadata import Metadata
from trove_classifiers import classifiers as known_classifiers

from bill_of_materials import bill, faults_of
from running import ROOT

DIST = ROOT / "dist"
SAYS_PYTHON = "Programming Language :: Python :: 3."
SHIPPED = {"src/hscb_pm/": "hscb_pm/", "templates/": "hscb_pm/templates/"} | {
    "register/": "hscb_pm/example/"
}
"""Where the wheel has what stands in a folder of the repository."""
TODAY = "2026-11-23"
WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", f"{TODAY}T09:00:00Z"))
}
"""Who commits the new register, and when: papers name the commit."""
BEGIN = (
    ("--version",),
    ("init", "kent", "--name", "Kent Board", "--area", "Kent", "--agency", "Kent Police", "--yes"),
)
ACTION = (
    "action=Publish a leaflet for schools",
    "due=2026-12-31",
    "owner.agency=kent-police",
    "owner.role=Head of Safeguarding",
)
JOB = (
    ("validate",),
    ("due", "--format", "json"),
    ("add", "action", *ACTION),
    ("validate",),
    *(("report", "board", "-o", f"board.{suffix}") for suffix in ("md", "html", "docx")),
    *(("export", "actions", "-o", f"actions.{suffix}") for suffix in ("csv", "xlsx")),
    ("calendar", "-o", "due.ics"),
    ("framework", "--format", "json"),
)
"""The main job: what a board does with it in its first hour."""


class NotFitError(Exception):
    """What must not be released, and why."""


def said(*command: str | Path, cwd: Path = ROOT, **env: str) -> str:
    """What a program prints; NotFitError if it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(
        command, cwd=cwd, env=kept | env, check=False, capture_output=True, encoding="utf-8"
    )
    if ran.returncode or "Traceback" in ran.stderr:
        raise NotFitError(f"{' '.join(map(str, command))}: {ran.returncode}\n{ran.stderr}")
    return ran.stdout


def need(what: str, *, holds: object) -> None:
    """Raise NotFitError unless something holds."""
    if not holds:
        raise NotFitError(what)


# --- Building ------------------------------------------------------------------------------------


def committed(folder: Path, *, private: bool) -> Path:
    """What is committed, as files: of another age and for fewer eyes, if that is to be tried."""
    packed = folder.with_suffix(".tar")
    said("git", "archive", "-o", packed, "HEAD")
    with tarfile.open(packed) as files:
        files.extractall(folder, filter="data")
    for path in folder.rglob("*") if private else ():
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


def built(source: Path, out: Path, *kinds: str, **env: str) -> dict[str, Path]:
    """What is built of a folder, by the ending of its name: whl, gz."""
    wanted = [word for kind in kinds for word in ("-t", kind)]
    said(sys.executable, "-m", "hatchling", "build", "-d", out, *wanted, cwd=source, **env)
    return {path.suffix.lstrip("."): path for path in out.iterdir()}


def build(work: Path, epoch: str) -> dict[str, Path]:
    """The wheel and the sdist; NotFitError where a second building gives other bytes."""
    both = ("sdist", "wheel")
    first, second = committed(work / "one", private=False), committed(work / "two", private=True)
    env = {"SOURCE_DATE_EPOCH": epoch}
    made = built(first, work / "made", *both, **env)
    odd = env | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    again = built(second, work / "again", *both, **odd)
    for suffix, path in made.items():
        same = path.read_bytes() == again[suffix].read_bytes()
        need(f"{path.name}: two buildings give different bytes", holds=same)
    with tarfile.open(made["gz"]) as packed:
        packed.extractall(work / "unpacked", filter="data")
    (source,) = (work / "unpacked").iterdir()
    wheel = built(source, work / "from-sdist", "wheel", **env)["whl"]
    same = wheel.read_bytes() == made["whl"].read_bytes()
    need("the sdist builds another wheel", holds=same)
    return made


# --- Looking through -----------------------------------------------------------------------------


def look_through(made: dict[str, Path]) -> Metadata:
    """Hold wheel and sdist against what is committed, and against what installers want."""
    tracked = set(said("git", "ls-tree", "-r", "--name-only", "HEAD").splitlines())
    with tarfile.open(made["gz"]) as packed:
        names = {m.name.partition("/")[2] for m in packed.getmembers() if m.isfile()}
    need(f"the sdist has {names - tracked}", holds=names - tracked == {"PKG-INFO"})
    with zipfile.ZipFile(made["whl"]) as wheel:
        metadata = look_at_metadata(wheel)
        look_at_files(wheel, metadata, tracked)
    return metadata


def look_at_metadata(wheel: zipfile.ZipFile) -> Metadata:
    """What the wheel says of itself, as an index would check it."""
    text = wheel.read(part(wheel, "METADATA")).decode()
    metadata = Metadata.from_email(text, validate=True)
    told = metadata.classifiers or []
    need(f"no classifiers: {set(told) - known_classifiers}", holds={*told} <= known_classifiers)
    need("it is typed", holds="Typing :: Typed" in told)
    need("it has no licence", holds=metadata.license_expression)
    need("README.md is its description", holds=metadata.description_content_type == "text/markdown")
    need("it has a description", holds=len(Parser().parsestr(text).get_payload()) > 1_000)
    wanted = metadata.requires_python
    need("it needs some Python", holds=wanted)
    for version in pythons(metadata):
        need(f"it is for Python {version}", holds=wanted and f"{version}.0" in wanted)
    entry = wheel.read(part(wheel, "entry_points.txt")).decode()
    need("it has the command", holds="hscb = hscb_pm.__main__:run" in entry)
    return metadata


def look_at_files(wheel: zipfile.ZipFile, metadata: Metadata, tracked: set[str]) -> None:
    """Every file that belongs in the wheel, no other, each as its RECORD says."""
    wanted = {
        there + path.removeprefix(here)
        for path in tracked
        for here, there in SHIPPED.items()
        if path.startswith(here)
    }
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    need(f"files that are there or not: {names ^ wanted}", holds=names == wanted)
    need("the typed marker", holds="hscb_pm/py.typed" in names)
    licences = metadata.license_files or []
    need("the licence's text", holds="LICENSE" in licences)
    for licence in licences:
        need(licence, holds=part(wheel, f"licenses/{licence}"))
    for name, digest, _ in reader(wheel.read(part(wheel, "RECORD")).decode().splitlines()):
        found = urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest()).decode().rstrip("=")
        own = name.endswith("/RECORD")
        need(f"{name} is not as RECORD says", holds=own or digest == f"sha256={found}")


def part(wheel: zipfile.ZipFile, name: str) -> str:
    """The file of that name that tells of the wheel."""
    found = [each for each in wheel.namelist() if each.endswith(f".dist-info/{name}")]
    need(f"{name} is missing", holds=len(found) == 1)
    return found[0]


# --- Putting to work -----------------------------------------------------------------------------


def pythons(metadata: Metadata) -> list[str]:
    """The versions of Python that the wheel says it is for."""
    told = metadata.classifiers or []
    return [f"3.{name.removeprefix(SAYS_PYTHON)}" for name in told if name.startswith(SAYS_PYTHON)]


def interpreter(version: str) -> list[str] | None:
    """How that version of Python is called here."""
    own = [sys.executable] if version == f"3.{sys.version_info.minor}" else []
    for command in (own, [f"python{version}"], ["py", f"-{version}"]):
        if command and shutil.which(command[0]):
            ran = subprocess.run([*command, "-V"], check=False, capture_output=True, text=True)
            if ran.returncode == 0 and ran.stdout.startswith(f"Python {version}."):
                return command
    return None


def put_to_work(wheel: Path, python: list[str], folder: Path) -> dict[str, bytes]:
    """Install the wheel alone and do the main job; all that comes of it."""
    folder.mkdir()
    said(*python, "-m", "venv", folder / "venv")
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    said(*pip, wheel, cwd=folder)
    hscb, kent = programs / "hscb", folder / "kent"
    made = {
        " ".join(words): said(hscb, *words, "--today", TODAY, cwd=where, **WHO).encode()
        for where, job in ((folder, BEGIN), (kent, JOB))
        for words in job
    }
    table = (kent / "actions.csv").read_text(encoding="utf-8-sig")
    need("the action is not exported", holds="Publish a leaflet for schools" in table)
    written = {path.name: path.read_bytes() for path in kent.iterdir() if path.is_file()}
    wanted = {words[-1] for words in JOB if "-o" in words}
    need(f"missing: {wanted - written.keys()}", holds=all(map(written.get, wanted)))
    return made | {name: written[name] for name in wanted}


def tried(wheel: Path, metadata: Metadata, work: Path) -> Iterator[tuple[str, str]]:
    """Each version of Python, and how the main job went with it."""
    first: dict[str, bytes] = {}
    for version in pythons(metadata):
        python = interpreter(version)
        if python is None:
            yield version, "not found on this computer"
            continue
        begun = perf_counter()
        made = put_to_work(wheel, python, work / version)
        first = first or made
        other = [name for name in made if made[name] != first[name]]
        need(f"Python {version} gives something else: {other}", holds=not other)
        yield version, f"{len(BEGIN + JOB)} commands, {perf_counter() - begun:.0f} s"


# --- Releasing -----------------------------------------------------------------------------------


def released(made: dict[str, Path], materials: dict[str, object]) -> None:
    """Put what is fit into dist/, with its bill of materials and everything's checksums."""
    DIST.mkdir(exist_ok=True)
    for old in (*DIST.glob("hscb_pm-*"), DIST / "SHA256SUMS"):
        old.unlink(missing_ok=True)
    for path in made.values():
        shutil.copyfile(path, DIST / path.name)
    text = json.dumps(materials, indent=2, ensure_ascii=False, sort_keys=True)
    sbom = DIST / f"{made['whl'].name.partition('-py3')[0]}.cdx.json"
    sbom.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(DIST.glob("hscb_pm-*"))
    )
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    """Build, look through, try and release; 1 where something is not fit."""
    epoch, commit = said("git", "log", "-1", "--format=%ct %h").split()
    if said("git", "status", "--porcelain"):
        print("What is not committed is left out.")
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            work = Path(folder)
            made = build(work, epoch)
            metadata = look_through(made)
            print(f"hscb-pm {metadata.version} of {commit}: built twice with the same bytes")
            print("The sdist builds the same wheel; files, RECORD, metadata, licences are right")
            materials = bill(made["whl"], metadata, int(epoch))
            faults = faults_of(materials)
            need("\n".join(faults), holds=not faults)
            print(f"Bill of materials: {len(materials['components'])} parts, right by its schema")
            for version, how in tried(made["whl"], metadata, work):
                print(f"Python {version}, the wheel alone: {how}", flush=True)
            released(made, materials)
    except NotFitError as fault:
        print(f"Not fit to be released: {fault}")
        return 1
    print((DIST / "SHA256SUMS").read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
