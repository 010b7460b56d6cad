"""What a business manager is told about an action."""

import re
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.smart import CODES, Letter, Verdict, Verdicts, check
from hscb_pm.smart.letters import NO_ACTION

GOOD = "Head of Safeguarding to publish the neglect strategy by 31 March 2018"
DUE = date(2018, 3, 31)


def codes(verdicts: Verdicts, letter: str) -> list[str]:
    found: Letter = getattr(verdicts, letter)
    return [problem.code for problem in found.problems]


def met(verdicts: Verdicts) -> str:
    return "".join(
        name for name, letter in verdicts._asdict().items() if letter.verdict is Verdict.MET
    )


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        (GOOD, "SMT"),
        ("A.B. agreed to write to the trust by the next Board meeting.", "SMT"),
        (
            "The director must ensure that managers inspect ten files once every three months.",
            "SMT",
        ),
        ("The Named Nurse will continue the annual audit of referral letters.", "SMT"),
        ("Publish the neglect strategy", "M"),
        ("The policy should be reviewed in May 2018.", "MT"),
        ("Raise awareness of neglect", ""),
        ("All practitioners should be reminded of the policy", ""),
        ("Target support at children under 16", ""),
        ("The Board should consider commissioning a review by June 2018", "T"),
        ("The council to improve the timetable for more timely visits", ""),
        ("", ""),
        ("By May 2018 the trust will have introduced a duty rota.", "SMT"),
        ("The trust shall, within a month of this letter, put in place a procedure.", "SMT"),
        ("That the director report back to the council no later than June 2018", "SMT"),
        ("The prison will freeze canteen prices", "SM"),
        ("Change the locks on the gate", "M"),
        ("The chair would raise the matter in writing", "SM"),
        ("Raise the rate of school attendance", "M"),
        ("There should be a national register of providers", "M"),
        ("Staff reminded of the policy", ""),
        ("The panel welcomed the annual report", ""),
        ("Forces should do all they can to publish plans", ""),
        ("Staff networks to have an executive sponsor", "M"),
        ("The council's culture must change", ""),
    ],
)
def test_the_letters_that_are_met(text: str, letters: str) -> None:
    assert met(check(text)) == letters


@pytest.mark.parametrize(
    ("text", "letter", "code"),
    [
        ("Publish the neglect strategy", "S", "SMART-S1"),
        ("The Board will embed good practice", "S", "SMART-S2"),
        ("Staff should be reminded of the policy", "S", "SMART-S3"),
        ("All staff to complete the form", "S", "SMART-S5"),
        ("Neglect strategy", "S", "SMART-S6"),
        ("Children feel safe", "S", "SMART-S6"),
        ("The policy should be reviewed", "S", "SMART-S7"),
        ("The Board will work with schools", "M", "SMART-M1"),
        ("The trust will improve record keeping", "M", "SMART-M4"),
        ("The trust will train all midwives", "T", "SMART-T1"),
        ("The trust will urgently train all midwives", "T", "SMART-T2"),
        ("The chair will circulate the list once agreed", "T", "SMART-T3"),
        ("The chair will formalise quarterly report mechanisms", "T", "SMART-T4"),
        ("Any text", "A", "SMART-A1"),
        ("Any text", "R", "SMART-R1"),
    ],
)
def test_the_decisive_problem_comes_first(text: str, letter: str, code: str) -> None:
    assert codes(check(text), letter)[0] == code


def test_several_actions_are_advice() -> None:
    verdicts = check("The chair will write the report, and publish the list and hold a conference")
    assert verdicts.S.verdict is Verdict.MET
    assert "SMART-S4" in codes(verdicts, "S")


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ("TBC", "SMART-M3"),
        ("see plan", "SMART-M3"),
        ("Training delivered", "SMART-M2"),
        ("Better outcomes", "SMART-M4"),
        ("People are happy", "SMART-M1"),
    ],
)
def test_a_measure_that_is_none_is_underlined_in_its_own_field(measure: str, code: str) -> None:
    problem = check("Deliver training", owner="Training Lead", measure=measure).M.problems[0]
    assert (problem.code, problem.field) == (code, "measure")
    underlined = measure[slice(*problem.spans[0])]
    assert underlined == ("Better" if code == "SMART-M4" else measure)


def test_a_good_row_rescues_a_vague_verb() -> None:
    row = {"owner": "Head of Service", "due": "March 2018"}
    assert check("Improve the service", **row).S.verdict is Verdict.NOT_MET
    judged = check("Improve the service", **row, measure="Ofsted judges the service good")
    assert judged.S.verdict is Verdict.MET


@pytest.mark.parametrize("due", [DUE, "2018-03-31", "by October 2017", "Q3", "Spring 2008"])
def test_a_date_beside_the_action_bounds_it(due: str | date) -> None:
    assert check("Publish the report", due=due).T.verdict is Verdict.MET


@pytest.mark.parametrize("due", ["ongoing", "ASAP", "TBC", "upon induction", "regularly", ""])
def test_what_only_looks_like_a_date_does_not(due: str) -> None:
    assert check("Publish the report", due=due).T.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("text", "letter", "words"),
    [
        ("\u200bThe Board\u2019s chair will raise awareness soon", "S", "raise awareness"),
        ("We will \U0001f600 publish it as soon as possible.", "T", "as soon as possible"),
        ("\u0130\u0130 Staff should be reminded", "S", "be reminded"),
    ],
)
def test_a_span_covers_the_words_as_they_were_given(text: str, letter: str, words: str) -> None:
    problem = getattr(check(text), letter).problems[0]
    assert [text[start:end] for start, end in problem.spans] == [words]


def test_a_letter_can_be_answered_by_others() -> None:
    attested = Letter(Verdict.MET)
    verdicts = check(GOOD)
    assert (verdicts.smart, verdicts.complete) == (True, False)
    assert verdicts._replace(A=attested, R=attested).complete


def test_the_json_is_plain() -> None:
    shown = check("Raise awareness").as_json()
    assert shown["smart"] is False
    assert shown["letters"]["S"]["verdict"] == "not-met"
    assert shown["letters"]["S"]["problems"][0]["spans"] == [[0, 15]]


ROWS = [
    "Raise awareness of neglect",
    "Publish the neglect strategy",
    "Improve joint working",
    "Staff should be reminded of the policy",
    "The policy should be reviewed",
    "Monitor attendance",
    "Consider a new protocol",
    "Support schools",
    "Continue to work with families",
    "Neglect strategy",
    "Review the threshold document as soon as possible",
]
FILLED = {
    "[number]": "12",
    "[date]": "31 March 2018",
    "[role]": "Head of Safeguarding",
    "[group]": "the Board",
}


@pytest.mark.parametrize("text", ROWS)
@pytest.mark.parametrize("letter", ["S", "M", "T"])
def test_a_better_wording_is_better_once_its_slots_are_filled(text: str, letter: str) -> None:
    for problem in getattr(check(text), letter).problems[:1]:
        wording = re.sub(r"\[\w+\]", lambda slot: FILLED[slot.group()], problem.suggestion)
        again = (
            check(text, measure=wording.removeprefix("Measure: "))
            if wording.startswith("Measure: ")
            else check(wording)
        )
        assert getattr(again, letter).verdict is Verdict.MET, wording


def test_a_better_wording_uses_the_row() -> None:
    verdicts = check("Raise awareness of neglect", owner="Training Lead", due=DUE)
    assert verdicts.S.problems[0].suggestion == (
        "Training Lead to brief [number] staff on neglect by 31 March 2018,"
        " and send the list of who came to [group]"
    )


SENTENCE = "the Board to ensure review by 31 March 2018 every month . , ; : once agreed of 95% all"
MORE = "staff be reviewed and will A.B. improve not 20 weeks ' \u200b \u202e \U0001f600"
WORDS = st.sampled_from([*SENTENCE.split(), *MORE.split(" "), "\n"])
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.none() | TEXTS, st.none() | st.dates() | TEXTS, st.none() | TEXTS)
def test_no_text_makes_it_fail(
    text: str, owner: str | None, due: str | date | None, measure: str | None
) -> None:
    verdicts = check(text, owner=owner, due=due, measure=measure)
    assert verdicts == check(text, owner=owner, due=due, measure=measure)
    fields = {"action": text, "owner": owner, "due": str(due), "measure": measure}
    for letter in verdicts:
        for problem in letter.problems:
            assert problem.code in CODES
            assert problem.reason.endswith(".")
            assert problem.suggestion.strip(" ,") or problem.reason == NO_ACTION
            for start, end in problem.spans:
                assert 0 <= start <= end <= len(fields[problem.field] or "")


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "a " * 50_000, "1" * 100_000, "by the " * 20_000, "every " * 20_000,
     "within the next " * 9_000, "\n" * 100_000, "\U0001f600" * 50_000, "a-" * 50_000,
     "to review and " * 9_000, "raise " * 20_000, "2018/" * 20_000, "A." * 50_000, "x'" * 50_000],
)  # fmt: skip
def test_a_long_text_is_answered_at_once(text: str) -> None:
    check("warm")
    started = perf_counter()
    check(text, owner=text, due=text, measure=text)
    assert perf_counter() - started < 1
