"""The worked example's past: what was known on a day, and nothing of what came later."""

import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hscb_pm import rules
from hscb_pm.exchange.demo import AUTHOR, snapshots
from hscb_pm.exchange.past import Past
from hscb_pm.history import Snapshot, start_with
from hscb_pm.models import Action, Budget, Concern, Feedback, Meeting, Return, Review
from hscb_pm.models.record import Fact, marked
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE

LAST = date(2017, 11, 20)


@pytest.fixture(scope="module")
def commits() -> list[Snapshot]:
    return list(snapshots({".gitattributes": "* text=auto eol=lf\n"}))


@pytest.fixture(scope="module")
def past() -> Past:
    return Past(load(EXAMPLE), LAST)


def register_on(past: Past, day: date, folder: Path) -> Register:
    (folder / "board.yaml").parent.mkdir(exist_ok=True)
    for path, text in past.on(day).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return load(folder)


def test_board_saved_a_dozen_times_in_its_year(commits: list[Snapshot]) -> None:
    days = [commit.when.date() for commit in commits]
    assert 8 <= len(days) <= 12
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2017, 4, 3), LAST)
    for commit in commits:
        assert len(commit.message.split("\n")[0]) <= 72
        assert "Illustrative: " in commit.message
        assert commit.files


def test_each_commit_is_right_and_knows_nothing_of_later_days(
    commits: list[Snapshot], tmp_path: Path
) -> None:
    for commit in commits:
        for path, content in commit.files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        register = load(tmp_path / "register")
        errors = [p for p in rules.check(register) if p.severity == "error"]
        assert errors == [], commit.message
        assert register.facts_after(commit.when.date()) == []
        for meeting in register.of(Meeting):
            assert meeting.date <= commit.when.date() or not meeting.attendance


def test_last_commit_is_the_example(commits: list[Snapshot]) -> None:
    files = {path: content for commit in commits for path, content in commit.files.items()}
    example = {
        f"register/{file.relative_to(EXAMPLE).as_posix()}": file.read_bytes()
        for file in EXAMPLE.rglob("*")
        if file.is_file()
    }
    assert {p: c for p, c in files.items() if p.startswith("register/")} == example


def test_nothing_but_what_came_later_is_cut(past: Past, tmp_path: Path) -> None:
    """Each fact of the example up to a day is there on that day, in lines that are the same."""
    day = date(2017, 9, 20)
    register = register_on(past, day, tmp_path)
    for record in past.register:
        if past.opened.get(record.id, day) > day:
            assert record.id not in register.kinds
            continue
        (then,) = (r for r in register if r.id == record.id and type(r) is type(record))
        facts = Counter((path[-1], when) for path, when, _ in marked(record, Fact) if when <= day)
        assert Counter((path[-1], when) for path, when, _ in marked(then, Fact)) == facts
        now = past.register.sources[record.id].text.split("\n")
        kept = register.sources[record.id].text.split("\n")
        moved = isinstance(record, Action | Meeting) and record.revisions
        assert len(set(kept) - set(now)) <= (2 if moved else 4)


def test_slipped_date_stands_as_it_stood(past: Past, tmp_path: Path) -> None:
    days = [date(2017, 4, 3), date(2017, 6, 14), date(2017, 9, 13)]
    dues = []
    for number, day in enumerate(days):
        action = register_on(past, day, tmp_path / str(number)).get(Action, "ACT-2016-016")
        assert action
        dues.append((action.due, len(action.revisions)))
    assert dues == [
        (date(2017, 6, 30), 1),
        (date(2017, 9, 29), 2),
        (date(2017, 12, 15), 3),
    ]
    meetings = [
        register_on(past, day, tmp_path / "m").get(Meeting, "MTG-2017-23")
        for day in (date(2017, 9, 12), date(2017, 9, 13))
    ]
    assert [meeting and (meeting.date, meeting.papers_by) for meeting in meetings] == [
        (date(2017, 9, 27), date(2017, 9, 20)),
        (date(2017, 10, 4), date(2017, 9, 27)),
    ]


def test_entries_in_brackets_are_cut_with_one_comma(past: Past) -> None:
    path = "section11/returns/S11-2017-hertfordshire-constabulary.yaml"
    assert "received: [{on: 2017-06-28, version: 1}]\n" in past.on(date(2017, 7, 1))[path]
    path = "audits/AUD-2017-04.yaml"
    asked = "{what: action-plan, requested: 2017-07-11, due: 2017-08-31}\n"
    assert asked in past.on(date(2017, 8, 1))[path]


def test_return_grows_as_it_was_moderated(past: Past, tmp_path: Path) -> None:
    name = "S11-2017-hertfordshire-community-nhs-trust"
    before = register_on(past, date(2017, 6, 26), tmp_path).get(Return, name)
    came = register_on(past, date(2017, 6, 27), tmp_path).get(Return, name)
    moderated = register_on(past, date(2017, 8, 24), tmp_path).get(Return, name)
    assert before is None
    assert came
    assert moderated
    assert not any(answer.moderated for answer in came.standards)
    assert all(answer.moderated for answer in moderated.standards)
    assert moderated.standards[8].improvements[0].action is None  # agreed two months later


def test_review_is_told_of_only_when_it_is_reported(past: Past, tmp_path: Path) -> None:
    before = register_on(past, date(2017, 4, 12), tmp_path).get(Review, "REV-2016-02")
    after = register_on(past, date(2017, 4, 13), tmp_path).get(Review, "REV-2016-02")
    assert before
    assert after
    assert (before.findings, before.recommendations, before.why) == ((), (), None)
    assert len(after.findings) == 3
    assert not any(finding.disseminated for finding in after.findings)
    assert after.recommendations[0].response is None
    assert after.why


def test_list_of_the_year_grows_month_by_month(past: Past, tmp_path: Path) -> None:
    names = [f"2017-09-{day}" for day in ("12", "13")]
    budgets = [
        register_on(past, date.fromisoformat(name), tmp_path / name).get(Budget, "BDG-2017-18")
        for name in names
    ]
    assert [budget and len(budget.months) for budget in budgets] == [4, 6]


def test_nothing_names_what_was_not_there_yet(past: Past, tmp_path: Path) -> None:
    then = register_on(past, date(2017, 7, 10), tmp_path / "then")
    later = register_on(past, date(2017, 9, 20), tmp_path / "later")
    concerns = [register.get(Concern, "CNC-2017-01") for register in (then, later)]
    assert [concern and concern.about for concern in concerns] == [(), ("AUD-2017-05",)]
    themes = [
        [(bool(theme.done), theme.action) for theme in feedback.themes]
        for register in (then, later)
        for feedback in register.of(Feedback)
        if feedback.id == "FBK-2017-01"
    ]
    assert themes == [
        [(False, None)] * 4,
        [(True, None), (False, "ACT-2017-014"), (True, None), (True, None)],
    ]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def test_commits_are_the_same_on_every_machine(
    commits: list[Snapshot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, odd = tmp_path / "plain", tmp_path / "odd"
    plain.mkdir()
    odd.mkdir()
    assert start_with(plain, AUTHOR, commits)
    config = tmp_path / "config"
    config.write_text(
        "[core]\nautocrlf = true\n[commit]\ngpgSign = true\n[i18n]\ncommitEncoding = latin1\n"
        "[user]\nname = Somebody\nemail = somebody@example.org\n[init]\ndefaultBranch = trunk\n",
        encoding="utf-8",
    )
    for name, value in odd_surroundings(config).items():
        monkeypatch.setenv(name, value)
    assert start_with(odd, AUTHOR, commits)
    for name in odd_surroundings(config):
        monkeypatch.delenv(name)
    said = git(plain, "log", "--format=%H %an <%ae> %aI %cI")
    assert git(odd, "log", "--format=%H %an <%ae> %aI %cI") == said
    assert len(said.splitlines()) == len(commits)
    assert said.count(f" {AUTHOR} ") == len(commits)
    assert said.splitlines()[0].endswith("2017-11-20T17:00:00+00:00")
    assert said.splitlines()[-1].endswith("2017-04-03T17:00:00+01:00")
    assert git(odd, "status", "--porcelain") == ""
    assert (odd / "register/board.yaml").read_bytes() == (EXAMPLE / "board.yaml").read_bytes()


def odd_surroundings(config: Path) -> dict[str, Any]:
    return {
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_AUTHOR_NAME": "Somebody",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "TZ": "Asia/Tokyo",
    }
