"""What readers of the guard found missed, cut wrongly or flagged in error; brackets mark places."""

import re

import pytest

from hscb_pm.privacy import hide_name, scan

MARKED = [
    # whose family, whose home
    "Ring the family of [Liam Brown] on 3 May",
    "Visit the home of [Liam Brown] before the audit",
    "Meet the family of [Xolani Ndlovu] again",
    "The house of [Liam Hunt] was searched",
    "parents of [Liam Brown]",
    # a given name before an age in brackets
    "[Tom] (15) went missing",
    "[Tom Hunt] (15) went missing",
    "[Tom] (15), [Grace] (13)",
    "[Grace] (13) and [Tom] (15) have gone missing",
    "[Kyle] (15)",
    "[Tom] (aged 15)",
    "[Will] (15) was excluded",
    "[Hope] (4) disclosed",
    # the subject of a message
    "Subject: Case for audit - [Jamie S]",
    "RE: Case for audit - [Jamie Smith]",
    "Subject: Neglect case - [Jamie Smith]",
    "FW: Neglect - [Jamie Smith]",
    # where a name begins and ends
    "Call [Amy] about her bruise",
    "Ring [Liam Brown]'s mum",
    "Ask [Jamie Smith] (aged 7)",
    "Tell [Jamie Smith] (aged 7)",
    "1) [Jamie Smith] 2) [Amy Hunt], siblings",
    "Siblings: 1) [Jamie Smith] 2) [Amy Hunt]",
    "Children: (1) [Jamie Smith], (2) [Amy Hunt]",
    # numbers of cases
    "Case number [2017/0045]",
    "Case no. [2017/112]",
    "Case [Jamie Smith]: graded inadequate",
    "Case 12 [Jamie Smith]",
    # families
    "Mrs [Jones], the grandmother, took [Olivia] to A&E",
    "[Marek]'s brother, [Jan], was not seen",
    "foster carers Mr and Mrs [Hill]",
    "Foster carer [Linda Hill]",
    "[Amy Hunt] d/o [Susan Hunt]",
    "[Amy Hunt] s/o [Susan Hunt]",
    "Birth father: [D. Brown]",
    "[Amy Hunt], [03/04/2011]",
    "allegation against teacher [John Brown]",
    "The teacher [John Brown] was suspended after the allegation",
    # homes and mailboxes
    "[flat 3, The Maltings], Ware",
    "Moved to [Flat 3, The Maltings], Ware",
    "[amyhunt AT hotmail DOT com]",
    # labels joined to their numbers
    "see NHS-[9993816590] for it",
    "see nhs_[9993816590] for it",
    "on roll as UPN-[J823000099055] since May",
    "on roll as upn_[J823000099055] since May",
    # bare numbers among numbers
    "[9434765919] [9434765870]",
    "[9434765919] 12",
    "[9434765919] 2017",
    "seen, [943_476_5919]",
    # marks of layout, and keys
    "**[Jamie Smith]** (aged 7)",
    "*[Jamie Smith]* (aged 7)",
    "_[Jamie Smith]_ (aged 7)",
    "`[Jamie Smith]` (aged 7)",
    "[Jamie Smith], aged **7**",
    "[Jamie  Smith] (aged 7)",
    "[Jamie\tSmith] (aged 7)",
    "[Jamie Smith]  (aged 7)",
    "<b>[Jamie Smith]</b> (aged 7)",
    "[Jamie&nbsp;Smith] (aged 7)",
    "write to [jamie.smith&#64;example.org]",
    "date_of_birth: [2010-03-12]",
    "birth_date: [2010-03-12]",
    "dateOfBirth: [2010-03-12]",
    '"dateOfBirth": "[2010-03-12]"',
    "child_name: [Jamie Smith]",
    "child-name: [Jamie]",
    "childName: [Xolani Ndlovu]",
    "mother_name: [Xolani Ndlovu]",
    "nhs_no: [9990000018]",
    "DATE_OF_BIRTH: [12/03/2010]",
    "CHILD_NAME: [Ava Pike]",
    # parts of names
    "mother of [Liam2]",
    "[jamie smith] aged 7",
    "mother of [liam smith]",
    "passport [123456789]",
    "postcode [al6 9eg]",
    # prose that is wrapped
    "seen, number [943 476\n5919], at clinic",
    "the number is [943\n  476 5919].",
    "her number is [07700\n900123] and",
    "she was born on\n[12/03/2010]",
    "DOB:\n  [12/03/2010]",
    "DOB [12/03/\n2010]",
    "[Jamie Smith]\n(aged 7)",
    "note: >\n  the child's name is\n  [Oluwaseun Adeyemi]\n",
    "she lives with her step-father\n[Darren Pike] in the town",
    "the child's name is\n[Oluwaseun Adeyemi]",
    "the young person is called [Oluwaseun\nAdeyemi] and was seen",
    "she is the mother of [Liam\nBrown] and was seen",
]
QUIET = [
    "Contact: Board Manager, 01992 588757",
    "ring the Board Manager on 01992 588757",
    "Head of Safeguarding, tel. 01438 737511",
    "Independent Reviewing Service, 01438 737511",
    "School URN 117492",
    "school urn: 117492",
    "Baby: Safe Sleeping",
    "Child: Safe Sleeping",
    "Safeguarding Team, 2nd Floor, Farnham House, Stevenage SG1 2FQ",
    "Board Office: Room 127, Pegs Lane, Hertford SG13 8DE",
    "Subject: Case for audit - Neglect",
    "RE: Case for audit - Board Manager",
    "Home of the Board's audit programme",
    "family of indicators",
    "May (15) had fewer referrals than June (18)",
    "Chelsea (12), Florence (8) and Paris (7) hosted the conference",
    "Case 12 Neglect: graded inadequate",
    "Teacher John Brown reported on training",
    "child_protection: 12\nparent_agency: Victoria House",
    "sub_group: **Performance and Quality** (aged cases)",
    "Total 4010232137 and 4010232137 of 9434765919 rows",
    "Amber (5), Green (12), Red (3)",
    "RE: Audit report - Sarah Jones",
    "Subject: Neglect strategy - Sarah Jones",
    "Attendees: 1) Sarah Jones 2) David Cole",
    "Minutes by Sarah Jones, 12/03/2017",
    "Call Amy Jones (Chair) about the agenda",
    "*Sarah Jones* chaired; **David Cole** minuted",
    "title: B Community and Mental Health NHS Foundation Trust",
    "N Yorkshire Community and Mental Health NHS Foundation Trust",
    "E Sussex children's services: mother and baby unit",
    "Look AT this DOT chart",
]


def _bare(marked: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[(.*?)\]", marked, re.DOTALL)


@pytest.mark.parametrize("marked", MARKED)
def test_place_is_found_from_its_first_letter_to_its_last(marked: str) -> None:
    text, places = _bare(marked)
    assert [text[m.start : m.end] for m in scan(text)] == places


@pytest.mark.parametrize("text", QUIET)
def test_quiet(text: str) -> None:
    assert scan(text) == []


def test_link_of_markdown() -> None:
    text = "[Jamie Smith](x) (aged 7)"
    assert [text[m.start : m.end] for m in scan(text)] == ["Jamie Smith"]


@pytest.mark.parametrize(
    "mark", ["\x00", "\x08", "\x7f", "\ufffd", "\x1b[0m", "\x1b[31;1m", "\x9f"]
)
def test_controls_hide_nothing(mark: str) -> None:
    for plain in ("mother of Liam", "NHS no: 9990000018", "dob 12.3.09", "07700 900123"):
        for at in range(1, len(plain)):
            text = plain[:at] + mark + plain[at:]
            assert scan(text), at


def test_name_of_a_file_is_hidden_whole() -> None:
    assert hide_name("Child-jamie-smith-aged-7") == "Child-[a person's name]-aged-7"
    assert hide_name("jamie-smith-aged-7") == "[a person's name]-aged-7"


def test_mask_is_written_in_ascii_digits() -> None:
    (match,) = scan("NHS no ９９９ ０００ ００１８")  # noqa: RUF001 - the letters meant
    assert match.masked == "NHS number, ends …18"


@pytest.mark.parametrize("text", [None, b"x", 3])
def test_only_a_text_is_scanned(text: object) -> None:
    with pytest.raises(TypeError, match="scan takes a str"):
        scan(text)  # type: ignore[arg-type]


def test_allowed_is_several_phrases() -> None:
    with pytest.raises(TypeError, match="not one str"):
        scan("mother of Liam", allowed="Liam")


@pytest.mark.parametrize("part", ["9434765919 ", "Jamie | ", "Jamie, ", "Jamie\n", "9434765919\n"])
def test_dense_text_is_scanned_in_good_time(part: str) -> None:
    from time import process_time

    began = process_time()
    scan(part * (50_000 // len(part)))
    assert process_time() - began < 2


def test_office_in_a_signature() -> None:
    seat = "Safeguarding Team\nFarnham House\nSix Hills Way\nStevenage SG1 2FQ"
    assert scan(seat) == []
    assert scan(f"Mum's address\n{seat}") != []


def test_allowed_name_is_spared_after_a_verb() -> None:
    assert scan("Ask Jamie Smith (aged 7)", allowed=["Jamie Smith"]) == []
