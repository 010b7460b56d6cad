"""The workflows of this repository do no more than they have to, with actions that are named."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from hscb_pm.exchange.surroundings import WORKFLOW
from running import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = {file.name: file.read_text(encoding="utf-8") for file in sorted(FOLDER.iterdir())}
OPEN_TO_STRANGERS = {"pull_request_target", "workflow_run", "issue_comment", "issues", "discussion"}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
NAMED = re.compile(r"uses: (?P<what>\S+)(?P<version> # v\d+\.\d+\.\d+)?$", re.MULTILINE)


def faults(text: str) -> Iterator[str]:
    """What a workflow may not do."""
    data = YAML(typ="safe").load(text)
    if data["permissions"] != {}:
        yield "what may be done is said job by job"
    if OPEN_TO_STRANGERS & set(data["on"]):
        yield "a stranger can start it with the rights of the repository"
    if re.search(r"\bsecrets\b", text):
        yield "it needs a secret"
    for found in NAMED.finditer(text):
        if not PINNED.fullmatch(found["what"]) or not found["version"]:
            yield f"{found['what']} is not pinned"
    for job in data["jobs"].values():
        yield from faults_of_job(job)


def faults_of_job(job: dict[str, Any]) -> Iterator[str]:
    rights = job.get("permissions")
    if not isinstance(rights, dict):
        yield "it does not say what it may do"
        rights = {}
    if "timeout-minutes" not in job:
        yield "it may take for ever"
    for step in job["steps"]:
        if "${{" in step.get("run", ""):
            yield "an expression stands in a script"
        checks_out = step.get("uses", "").startswith("actions/checkout@")
        if checks_out and step.get("with", {}).get("persist-credentials") is not False:
            yield "the checkout keeps its credentials"
        if checks_out and "write" in rights.values():
            yield "what is checked out runs beside a right to write"
    if "id-token" in rights and job.get("environment") != "release":
        yield "it can sign without anybody's agreement"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_is_harmless(name: str) -> None:
    assert list(faults(WORKFLOWS[name])) == []


SPOILT = {
    "is not pinned": [
        ("@59d89421af93a897026c735860bf21b6eb4f7b26", "@v4"),
        (" # v4.1.0", ""),
        ("actions/attest@", "actions/attest/../x@main#"),
    ],
    "job by job": [("permissions: {}", "permissions: write-all")],
    "stranger": [("  push:\n", "  pull_request_target:\n")],
    "secret": [("github.token", "secrets.TOKEN")],
    "script": [("$GITHUB_REF_NAME", "${{ github.ref_name }}")],
    "credentials": [("persist-credentials: false", "persist-credentials: true")],
    "for ever": [("    timeout-minutes: 60\n", "")],
    "may do": [("    permissions:\n      contents: read\n", "")],
    "right to write": [("contents: read", "contents: write")],
    "agreement": [("    environment: release\n", "")],
}


@pytest.mark.parametrize("fault", SPOILT)
def test_each_fault_is_found(fault: str) -> None:
    good = WORKFLOWS["release.yml"]
    for old, new in SPOILT[fault]:
        assert old in good
        assert [said for said in faults(good.replace(old, new)) if fault in said]


def test_an_action_has_one_version_everywhere() -> None:
    used = {found["what"] for text in WORKFLOWS.values() for found in NAMED.finditer(text)}
    assert len(used) == len({what.partition("@")[0] for what in used})


def test_workflow_of_a_new_register_uses_the_actions_of_our_own() -> None:
    named = {found["what"] for found in NAMED.finditer(WORKFLOW)}
    assert len(named) == WORKFLOW.count("uses:")
    assert named <= {found["what"] for found in NAMED.finditer(WORKFLOWS["ci.yml"])}


def test_every_step_that_uses_something_is_looked_at() -> None:
    for text in WORKFLOWS.values():
        steps = [s for job in YAML(typ="safe").load(text)["jobs"].values() for s in job["steps"]]
        assert text.count("uses:") == sum("uses" in step for step in steps)
        assert text.count("uses:") == len(NAMED.findall(text))
