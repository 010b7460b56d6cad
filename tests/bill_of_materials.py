"""What comes with the wheel, for those who have to know: CycloneDX, of the lock and of metadata."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from running import ROOT

Component = dict[str, Any]
PINNED = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)(?:[^\n]*\\\n +--hash=[^\n\\]*)+", re.MULTILINE)
PLATFORMS = ({"sys_platform": "linux"}, {"sys_platform": "darwin"}, {"sys_platform": "win32"})
A_NAME = 60
"""Characters below which what is given as a licence is its name, not its text."""
AS_TEXT = {"resvg-py": "MIT"}
"""Licences that a package gives only as a text."""
FONTS = {"charts/fonts/DejaVu": "Bitstream-Vera", "documents/fonts/Liberation": "OFL-1.1"}
"""What the wheel holds that others made, and its licence."""


def locked() -> dict[str, tuple[str, list[str]]]:
    """Each package of the lock: its version, and the SHA-256 of each file it may be."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {
        found[1]: (found[2], re.findall("--hash=sha256:([0-9a-f]{64})", found[0]))
        for found in PINNED.finditer(lock)
    }


def needed(requirements: Iterable[Requirement], extra: str = "") -> Iterator[Requirement]:
    """Those that hold on one of the platforms."""
    for requirement in requirements:
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra} | at) for at in PLATFORMS):
            yield requirement


def brought(requirements: Iterable[Requirement]) -> dict[str, set[str]]:
    """All that these bring along, each with what it needs itself."""
    found: dict[str, set[str]] = {}
    left = list(requirements)
    while left:
        requirement = left.pop()
        name = canonicalize_name(requirement.name)
        try:
            told = [Requirement(each) for each in distribution(name).requires or ()]
        except PackageNotFoundError:  # for another platform than this
            told = []
        wanted = [each for extra in ("", *requirement.extras) for each in needed(told, extra)]
        new = {canonicalize_name(each.name) for each in wanted} - found.get(name, set())
        if name not in found or new:
            found.setdefault(name, set()).update(new)
            left += wanted
    return found


def licences(name: str) -> list[dict[str, Any]]:
    """The licence that a package says it has, as an expression if it gives one."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return []
    if "License-Expression" in told:
        return [{"expression": told["License-Expression"]}]
    classed = [each for each in told.get_all("Classifier", []) if each.startswith("License :: ")]
    names = [each.rpartition(" :: ")[2] for each in classed]
    if not names and "License" in told and len(told["License"]) < A_NAME:
        names = [told["License"]]
    return [{"license": {"name": each}} for each in names or filter(None, [AS_TEXT.get(name)])]


def hashed(digests: Iterable[str]) -> list[dict[str, str]]:
    """SHA-256 as CycloneDX writes it."""
    return [{"alg": "SHA-256", "content": digest} for digest in digests]


def package(name: str, *, optional: bool) -> Component:
    """A package as it is locked."""
    version, digests = locked()[name]
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "scope": "optional" if optional else "required",
        "licenses": licences(name),
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"pkg:pypi/{name}@{version}",
                "comment": "Any one of the files of this version, by platform",
                "hashes": hashed(digests),
            }
        ],
    }


def fonts(wheel: Path) -> Iterator[Component]:
    """The fonts within the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        for name in filter(lambda name: name.endswith(".ttf"), packed.namelist()):
            (licence,) = (its for start, its in FONTS.items() if f"hscb_pm/{start}" in name)
            yield {
                "type": "file",
                "bom-ref": name,
                "name": name,
                "hashes": hashed([hashlib.sha256(packed.read(name)).hexdigest()]),
                "licenses": [{"license": {"id": licence}}],
            }


def bill(wheel: Path, metadata: Metadata, epoch: int) -> dict[str, Any]:
    """The bill of materials of a wheel: the same for the same wheel and lock."""
    told = metadata.requires_dist or []
    required = brought(needed(told))
    extras = [each for extra in metadata.provides_extra or () for each in needed(told, extra)]
    everything = brought([*needed(told), *extras])
    held = [*fonts(wheel)]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    own = f"pkg:pypi/hscb-pm@{metadata.version}"
    direct = sorted({canonicalize_name(each.name) for each in [*needed(told), *extras]})
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": "hscb-pm",
                "name": "hscb-pm",
                "version": str(metadata.version),
                "purl": own,
                "description": metadata.summary,
                "licenses": [{"expression": metadata.license_expression}],
                "hashes": hashed([digest]),
            },
        },
        "components": [
            *(package(name, optional=name not in required) for name in sorted(everything)),
            *held,
        ],
        "dependencies": [
            {"ref": "hscb-pm", "dependsOn": [*direct, *(font["bom-ref"] for font in held)]},
            *({"ref": name, "dependsOn": sorted(everything[name])} for name in sorted(everything)),
        ],
    }
    serial = uuid5(NAMESPACE_URL, f"{digest} {json.dumps(made, sort_keys=True)}")
    return made | {"serialNumber": f"urn:uuid:{serial}"}


def faults_of(made: dict[str, Any]) -> list[str]:
    """What the schema of CycloneDX finds, and parts whose licence nobody knows."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made))
    silent = [each["name"] for each in made["components"] if not each["licenses"]]
    return [*([str(found)] if found else []), *(f"{name} has no licence" for name in silent)]
