"""Where `hscb ci` runs, as the service says: what to compare with, where its summary goes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

_COMMIT: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_REMOTE: Final = "refs/remotes/origin/"
_MOST: Final = 1 << 25
"""Bytes of an event; GitHub's own limit is 25 MB."""


class Service(NamedTuple):
    """A service that runs pull requests, or none."""

    name: str = "none"
    bases: tuple[str, ...] = ()
    """Names for what a pull request is to be merged into, the surest first."""
    summary: str | None = None
    """The file that it shows on the page of the run."""
    whole: str = "git fetch --unshallow"
    """What lets a clone hold the whole history."""

    @property
    def branch(self) -> str | None:
        """The branch that a pull request is to be merged into, where the service names it."""
        names = (base for base in self.bases if base.startswith(_REMOTE))
        return next((name.removeprefix(_REMOTE) for name in names), None)


def service_of(environment: Mapping[str, str]) -> Service:
    """The service that a command runs on, by its environment."""
    if environment.get("GITHUB_ACTIONS") == "true":
        summary = environment.get("GITHUB_STEP_SUMMARY")
        return Service("github", tuple(_on_github(environment)), summary, "fetch-depth: 0")
    if environment.get("GITLAB_CI") == "true":
        return Service("gitlab", tuple(_on_gitlab(environment)), whole="GIT_DEPTH: 0")
    return Service()


def _on_github(environment: Mapping[str, str]) -> Iterator[str]:
    """The branch before the commit that the event names, which what was merged may be ahead of."""
    if branch := environment.get("GITHUB_BASE_REF"):
        yield f"{_REMOTE}{branch}"
        yield from _commit(_base_of_event(environment.get("GITHUB_EVENT_PATH")))


def _on_gitlab(environment: Mapping[str, str]) -> Iterator[str]:
    """The target's own commit is named where both were merged for the run, as on GitHub."""
    yield from _commit(environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"))
    if branch := environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        yield f"{_REMOTE}{branch}"
    yield from _commit(environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"))


def _commit(name: object) -> Iterator[str]:
    if isinstance(name, str) and _COMMIT.fullmatch(name):
        yield name


def _base_of_event(path: str | None) -> object:
    """The commit that an event of GitHub's names as its base; None if it names none."""
    import json

    try:
        with Path(path or "").open("rb") as file:
            found = json.loads(file.read(_MOST))
        return found["pull_request"]["base"]["sha"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
