"""`hscb ci`: a pull request as GitHub and GitLab show it."""

import json
from pathlib import Path

import pytest

from committing import ACTION, BOARD, commit, git
from hostile import MARKUP, READERS, WORKFLOW, register, write
from hscb_pm.cli.services import Service, service_of
from hscb_pm.store.composer import invisible
from running import Hscb

PATH = "actions/ACT-2017-001.yaml"
FIRST = f"{ACTION.format(what='Publish a briefing on neglect for schools')}group: board\n"
MOVED = FIRST.replace("2017-12-15", "2018-03-30")
GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
GITLAB = {"GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A public register as a service checks it out: the branch to merge into is a remote's."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "-q", "-b", "mine")
    files = {
        "agencies/example-county-council.yaml": "title: Example Council\nbasis: statutory\n",
        "groups/board.yaml": "title: The Board\nfunction: board\n",
        "board.yaml": f"{BOARD.replace('private', 'public')}today: 2017-11-20\n",
    }
    commit(tmp_path, {**files, PATH: FIRST})
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    return tmp_path


def on(service: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in service.items():
        monkeypatch.setenv(name, value)


def test_github_gets_annotations_and_a_summary(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = top / "summary.md"
    summary.write_text("Before\n")
    on({**GITHUB, "GITHUB_STEP_SUMMARY": str(summary)}, monkeypatch)
    commit(top, {PATH: MOVED})
    ran = hscb("ci", "-C", top)
    assert ran.code == 1
    first, *_ = ran.out.splitlines()
    assert first.startswith(
        f"::error file=register/{PATH},line=3,col=6,title=HST-001::`due` was 2017-12-15 and is "
    )
    assert "::group::What it changes (1)\n" in ran.out
    said = summary.read_text()
    assert said.startswith("Before\n# The register\n")
    assert f"| error | {PATH}:3:6 | HST-001 |" in said
    assert "### Dates moved" in said
    assert "| 30 March 2018, in 130 days | Publish a briefing on neglect for schools |" in said
    assert said.endswith("For the public.\n")


def test_ten_worst_come_first_and_the_rest_is_counted(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(GITHUB, monkeypatch)
    unowned = ACTION.format(what="Do it")
    files = {f"actions/ACT-2017-{n:03}.yaml": unowned for n in range(2, 14)}
    commit(top, {**files, "actions/ACT-2017-900.yaml": "due: 30/06/2017\n"})
    ran = hscb("ci", "-C", top, "--fail-on", "never")
    assert ran.code == 0
    marked = [line for line in ran.out.splitlines() if line.startswith(("::error", "::warning"))]
    assert len(marked) == 10
    assert [line.partition(" ")[0] for line in marked] == sorted(
        line.partition(" ")[0] for line in marked
    )
    assert "ACT-2017-900" in marked[0]
    assert "more problems, less bad: hscb validate" in ran.out


def test_gitlab_gets_sections_and_code_quality(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(GITLAB, monkeypatch)
    commit(top, {PATH: MOVED})
    quality = top / "quality.json"
    ran = hscb("ci", "-C", top, "--code-quality", quality)
    assert ran.code == 1
    start = "\x1b[0Ksection_start:0:hscb_0\r\x1b[0KWhat it changes (1)\n"
    assert start in ran.out
    found = next(each for each in json.loads(quality.read_text()) if each["severity"] == "major")
    assert found["check_name"] == "HST-001"
    assert found["location"] == {"path": f"register/{PATH}", "lines": {"begin": 3}}


def test_elsewhere_it_is_text_and_compares_only_if_asked(hscb: Hscb, top: Path) -> None:
    (top / "register" / PATH).write_text(MOVED)
    ran = hscb("ci", "-C", top)
    assert ran.code == 0
    assert "What it changes" not in ran.out
    assert "nothing to compare with" in ran.err
    (top / "register/board.yaml").write_text(f"{BOARD}today: 2017-11-20\n")
    secret = FIRST.replace("schools", "nobody to know of").replace("example-county-", "no-such-")
    (top / "register/actions/ACT-2017-002.yaml").write_text(f"{secret}part: 2\n")
    ran = hscb("ci", "-C", top, "--against", "HEAD")
    assert ran.code == 1
    assert "actions/ACT-2017-002.yaml:2:17: error REG-" in ran.out
    assert not any(text in ran.out for text in ("nobody to know of", "no-such-council"))
    assert "\nWhat it changes (2)\n  ACT-2017-001, Publish a briefing" in ran.out


@pytest.mark.parametrize("branch", ["-x", "gone", "--all", "a b\n"])
def test_branch_that_the_clone_lacks_is_no_success(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch, branch: str
) -> None:
    summary, quality = top / "summary.md", top / "quality.json"
    given = {"GITHUB_EVENT_PATH": str(top), "GITHUB_STEP_SUMMARY": str(summary)}
    on({**GITHUB, **given, "GITHUB_BASE_REF": branch}, monkeypatch)
    commit(top, {PATH: FIRST.replace("-12-15", "-12-32")})
    ran = hscb("ci", "-C", top, "--code-quality", quality)
    assert ran.code == 2
    assert f"::error file=register/{PATH}" in ran.out
    assert json.loads(quality.read_text())[0]["severity"] == "major"
    assert "the branch that the change is to be merged into; git fetch origin" in ran.err
    assert "## Nothing was compared\n\nThis clone lacks " in summary.read_text()
    git(top, "commit", "-q", "--allow-empty", "-m", "More")
    git(top, "clone", "-q", "--depth", "1", top.as_uri(), "short")
    assert "fetch-depth: 0" in hscb("ci", "-C", top / "short").err


@pytest.mark.parametrize("summary", [".", "no/such/folder/summary.md", "x" * 300])
def test_summary_that_cannot_be_written_changes_no_verdict(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch, summary: str
) -> None:
    on({**GITHUB, "GITHUB_STEP_SUMMARY": str(top / summary)}, monkeypatch)
    ran = hscb("ci", "-C", top)
    assert ran.code == 0
    assert "the summary could not be written to" in ran.err


def test_what_may_identify_somebody_is_not_told_even_where_it_goes(
    hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = top / "summary.md"
    on({**GITHUB, "GITHUB_STEP_SUMMARY": str(summary)}, monkeypatch)
    commit(top, {PATH: FIRST.replace("schools", "the mother of Chloe Barnes (aged 7)")})
    ran = hscb("ci", "-C", top)
    said = f"{ran.out}{ran.err}{summary.read_text()}"
    assert "PRV-" in said
    assert said.count("Left out, since something in it may identify somebody") == 3
    git(top, "update-ref", "refs/remotes/origin/main", "HEAD")
    commit(top, {PATH: FIRST.replace("schools", "every school")})
    said += "".join(map(str, (hscb("ci", "-C", top), summary.read_text())))
    assert "Barnes" not in said


@pytest.mark.parametrize(
    "text", [text for text in (MARKUP[0], *WORKFLOW[:3]) if not invisible(text)]
)
def test_text_stays_text(hscb: Hscb, top: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    summary = top / "summary.md"
    on({**GITHUB, "GITHUB_STEP_SUMMARY": str(summary)}, monkeypatch)
    write(top / "register", register("Words"))
    commit(top, {})
    git(top, "update-ref", "refs/remotes/origin/main", "HEAD")
    shapes = []
    for each in (text, "Plain words"):
        summary.unlink(missing_ok=True)
        write(top / "register", register(each))
        out = hscb("ci", "-C", top, "--today", "2017-11-20").out
        assert "##[" not in out
        commands = {line.partition(" ")[0] for line in out.splitlines() if line[:2] == "::"}
        assert commands <= {"::error", "::warning", "::group::What", "::endgroup::"}
        _, changes = summary.read_text().split("## What it changes\n")
        shapes.append(READERS["md"](changes).shape)
    assert shapes[0] == shapes[1]


def test_service_is_known_by_its_environment(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"base": {"sha": SHA}}}))
    branch = "refs/remotes/origin/main"
    given = {**GITHUB, "GITHUB_EVENT_PATH": str(event), "GITHUB_STEP_SUMMARY": "s.md"}
    assert service_of(given) == Service("github", (branch, SHA), "s.md", "fetch-depth: 0")
    event.write_text(json.dumps({"pull_request": {"base": {"sha": "--all"}}}))
    assert service_of(given).bases == (branch,)
    for broken in ("[" * 100_000, "{}", "null", "\ud800".encode("utf-8", "surrogatepass")):
        event.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
        assert service_of(given).bases == (branch,)
    assert service_of({"GITHUB_ACTIONS": "true"}).bases == ()
    merged = {**GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": SHA}
    assert service_of(merged).bases == (SHA, branch)
    assert service_of({**GITLAB, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "-x"}).bases == (branch,)
    assert service_of({}) == Service()
