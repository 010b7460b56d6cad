"""What readers of the guard found missed, cut wrongly or flagged in error; brackets mark places."""

import re

import pytest

from hscb_pm.privacy import scan

MARKED = [
    # whose family, whose home
    "Ring the family of [Liam Brown] on 3 May",
    "Visit the home of [Liam Brown] before the audit",
    "Meet the family of [Xolani Ndlovu] again",
    "The house of [Grace Hunt] was searched",
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
    # prose that is wrapped
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


def test_allowed_name_is_spared_after_a_verb() -> None:
    assert scan("Ask Jamie Smith (aged 7)", allowed=["Jamie Smith"]) == []
