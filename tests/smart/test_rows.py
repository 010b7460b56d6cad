"""How the columns beside an action count: owner, date and measure."""

from typing import Any

import pytest

from hscb_pm.smart import Verdict, check
from hscb_pm.smart.due_words import of_words

HEAD = "Head of Safeguarding"


def is_met(letter: str, text: str, **fields: Any) -> bool:
    verdict: Verdict = getattr(check(text, **fields), letter).verdict
    return verdict is Verdict.MET


@pytest.mark.parametrize(
    "text",
    [
        "Complete",
        "Training",
        "Undertake a piece of work around thresholds",
        "Review practice",
        "Cascade learning",
        "Agenda item for next meeting",
        "Ofsted recommendation 4 to be completed",
    ],
)
def test_an_action_that_says_nothing_is_not_smart(text: str) -> None:
    verdicts = check(text, owner=HEAD, due="March 2018")
    assert Verdict.NOT_MET in {verdicts.S.verdict, verdicts.M.verdict}


@pytest.mark.parametrize(
    ("text", "admonishes"),
    [
        ("Staff should use the escalation policy", True),
        ("Staff should complete level 3 training", True),
        ("All practitioners must attend training", True),
        ("40 staff should complete level 3 training", False),
        ("Staff should complete training delivered by the Named Nurse", False),
        ("Staff should complete 3 modules", False),
    ],
)
def test_telling_a_crowd_how_to_work_is_an_admonishment(text: str, *, admonishes: bool) -> None:
    problems = check(text, owner=HEAD).S.problems
    assert ("SMART-S3" in {problem.code for problem in problems}) is admonishes


@pytest.mark.parametrize(
    "text",
    [
        "Monitor the number of missing episodes monthly and report it to the CSE group",
        "Monitor the percentage of visits in time each month and report it to the QA Group",
    ],
)
def test_watching_with_an_instrument_is_a_task(text: str) -> None:
    assert [is_met(letter, text, owner=HEAD) for letter in "SMT"] == [True, True, True]


@pytest.mark.parametrize(
    ("text", "measure", "met"),
    [
        ("Review the threshold document", "TBC", False),
        ("Review the threshold document", "n/a", False),
        ("Review the threshold document", "to be agreed", False),
        ("Review 12 files", "TBC", True),
        ("Clarify roles", "Roles are clear", False),
        ("Support schools", "increase", False),
        ("Submit reports to conference", "increase", True),
        ("Send the leaflet to 410 schools", "All distributed", True),
        ("Update the procedures manual", "Updated chapter on Tri.x", True),
        ("Bring managers together", "Agreed note", True),
        ("Reduce waiting", "Number waiting", True),
        ("Provide challenge to partners", "Challenge log", True),
    ],
)
def test_what_a_measure_is_worth(text: str, measure: str, *, met: bool) -> None:
    assert is_met("M", text, owner=HEAD, measure=measure) is met


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Strengthen supervision", "audit shows 95% compliance"),
        ("Ensure learning is shared", "7 minute briefing sent to 600 staff"),
        ("Improve attendance", "from 62% to 85%"),
        ("Look at ways of improving attendance", "above 80%"),
    ],
)
def test_a_figure_and_a_date_rescue_any_vague_verb(text: str, measure: str) -> None:
    row = {"owner": HEAD, "measure": measure}
    assert is_met("S", text, due="March 2018", **row)
    assert is_met("M", text, due="March 2018", **row)
    assert not is_met("S", text, due="rolling", **row)


def test_no_figure_makes_a_reminder_a_task() -> None:
    row = {"owner": HEAD, "due": "March 2018", "measure": "95% of files hold a plan"}
    assert not is_met("S", "Staff should be reminded of the policy", **row)
    assert is_met("S", "All practitioners must attend level 3 training", **row)


@pytest.mark.parametrize("label", ["Recommendation 3:", "1.2:", "Action 4 -", "7.", "(3)", "R2:"])
def test_a_number_before_an_action_is_passed_over(label: str) -> None:
    text = f"{label} Health visitors should be told of incidents"
    assert check(text, owner=HEAD).S.verdict is check(text[len(label) :], owner=HEAD).S.verdict
    vague = f"{label} Promote good practice"
    start, end = check(vague, owner=HEAD).S.problems[0].spans[0]
    assert vague[start:end] == "Promote"


@pytest.mark.parametrize(
    ("owner", "code"),
    [
        ("All agencies", "SMART-S5"),
        ("HSCB", "SMART-S5"),
        ("Partnership", "SMART-S5"),
        ("Social care", "SMART-S5"),
        ("HR", "SMART-S5"),
        ("CCG", "SMART-S5"),
        ("All managers", "SMART-S5"),
        ("Chief Nurses", "SMART-S5"),
        ("Heads of service", "SMART-S5"),
        ("Transitions Team", "SMART-S5"),
        ("JB / KT", "SMART-S5"),
        ("Jane Brown", "SMART-S8"),
        ("Mr Brown", "SMART-S8"),
        ("Head of Policy and Culture", ""),
        ("Police and Crime Commissioner", ""),
        ("CCG Designated Doctor", ""),
        ("Service Manager, Permanence", ""),
        ("Director of Children's Services", ""),
        ("DCI Public Protection", ""),
        ("JB", ""),
    ],
)
def test_one_role_is_to_answer_for_it(owner: str, code: str) -> None:
    letter = check("Publish the leaflet", owner=owner).S
    assert letter.verdict is Verdict.MET
    assert [problem.code for problem in letter.problems] == ([code] if code else [])
    assert all(problem.field == "owner" for problem in letter.problems)


def test_how_to_come_to_one_role_is_said() -> None:
    def advice(owner: str) -> str:
        return check("Publish the leaflet", owner=owner).S.problems[0].suggestion

    assert advice("Transitions Team") == "Name one role in Transitions Team, e.g. its manager"
    assert advice("JB / KT").startswith("Name one owner, JB or KT")
    assert "Brown" not in advice("Jane Brown")


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        ("31/02/2018", "There is no such day as 31/02/2018."),
        ("2018-02-31", "There is no such day as 2018-02-31."),
        ("from April 2018", "It says when it starts, and not by when it is done."),
        ("3 months", "It says how long, and not from when."),
        ("by half term", "It comes more than once: say in which year."),
        ("before the summer holidays", "It comes more than once: say in which year."),
    ],
)
def test_a_date_that_is_none_says_why(due: str, reason: str) -> None:
    letter = check("Publish the leaflet", owner=HEAD, due=due).T
    assert letter.verdict is Verdict.NOT_MET
    assert letter.problems[0].reason == reason


@pytest.mark.parametrize(
    "due", ["eoq", "+6w", "3 months from agreement", "summer holidays 2018", "April to June 2018"]
)
def test_short_forms_of_dates_are_understood(due: str) -> None:
    assert is_met("T", "Publish the leaflet", owner=HEAD, due=due)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2018-03-31", "by 31 March 2018"),
        ("31.3.18", "by 31 March 2018"),
        ("Monthly", "each month"),
        ("Within 3 months of publication", "within 3 months of publication"),
        ("Next board meeting", "by the next Board meeting"),
        ("each meeting", "at each meeting"),
        ("10 weeks from agreement", "within 10 weeks of agreement"),
        ("End of January 2018", "by the end of January 2018"),
        ("By October 2017", "by October 2017"),
        ("2018", "by the end of 2018"),
        ("Q4 2017/18", "by Q4 2017/18"),
        ("eoq", "by the end of the quarter"),
        ("+6w", "within 6 weeks"),
    ],
)
def test_a_date_goes_on_in_a_sentence(due: str, words: str) -> None:
    assert of_words(due) == words
