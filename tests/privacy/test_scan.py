"""The guard finds what identifies a child or a family, is quiet otherwise, repeats nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.privacy import KINDS, Match, scan

FOUND = {
    "nhs_number": [
        "NHS no: 9990000018",
        "seen at clinic, 999 000 0018",
        "NHS 9 9 9 0 0 0 0 0 1 8",
        "NHS number 999OOOOO18",
        "NHSno9990000018seen",
    ],
    "upn": ["UPN J000012345678", "upn: z00001234567b"],
    "ni_number": ["NI number QQ 12 34 56 C", "PP123456B", "TN 01 02 90 F"],
    "dob": [
        "dob 12.3.09",
        "D.O.B. 12/03/2009",
        "born on the twelfth of March 2009",
        "date of birth: March 12, 2009",
        "EDD 12 March 2018",
        "dob 120309",
        "12/03/2009 (dob)",
        "his birthday is 3rd June",
        "b. 2009-03-12",
        "D.O.B. 3 May 2009",
        "PELLOW, Gary John 03.11.79",
        '"Osei, Kwabena",M,22-06-2006,closed',
    ],
    "dod": ["died on 4 May 2017 at home", "date of death: 04/05/17"],
    "postcode": ["postcode AL99 4QT", "NFA, ZZ99 3VZ"],
    "address": [
        "lives at 12 Acacia Avenue",
        "Flat 4, 19 Brambling Court",
        "mum's address: 27 High Street",
        "Rose Cottage, Mill Lane is damp",
    ],
    "phone": ["07700 900123", "mum on +44 7700 900123", "gran 01632 960183", "O77OO 9OO123"],
    "email": ["jamie.smith@example.org", "write to jsmith7 (at) example.org"],
    "passport": ["Passport no. 533401278"],
    "case_ref": [
        "Mosaic ID 2048813",
        "crime ref 41/20931/17",
        "PNC ID 2003/0045127K",
        "case ref: 2016/117734",
        "ZW17C00123",
    ],
    "person_name": [
        "Jamie Smith (aged 7) was seen",
        "mother of Liam",
        "child's name: Xolani Ndlovu",
        "SMITH, Jamie",
        "step-father Darren Pike",
        "young person Priya Patel",
        "a boy named Leo Marsh",
        "J Smith / K Smith DNA",
        "Initials JS, DOB 12/03/2009",
        "Ava's plan was out of date",
        "Father: Ion Popescu",
        "siblings Ava, Noah and Mia",
        "Mrs Patel (mother) was upset",
        "the Kowalski family moved",
        "chronology_Ellis_Okonkwo_final.docx",
        "liam's mum rang",
        "Mother of Zoë, and her son Siân-Rhys",
        "O'CONNOR, Bridget has no school place",
        "15 yr old Demi-Leigh disclosed",
        "Tia-Mae has had 9 placements since she came into care",
        "Rose-May was seen alone, mum in the kitchen",
        "15 yr old Xolani was seen alone",
        '"Zain" (14) said that nobody listens',
        "name spelt Jaxxon on the red book",
        "Baby Rafferty b/f well, 6 wks",
        "Nikodem W. has a graze on his chin",
        "Ayomide; F; 11; emotional abuse",
        "father is Will",
        "May's mum rang",
    ],
}
QUIET = [
    "Audit of 12/03/2017, reported on 2017-11-20",
    "ACT-2017-014, AUD-2017-03/F1, S11-2017-hertfordshire, MTG-2017-11",
    "Designated Doctor, Lead Member and the Chair",
    "Sarah Jones (Chair) presented the audit of core groups",
    "Sir John Lawes School and Princess Alexandra Hospital NHS Trust",
    "Professor Eileen Munro's review, Lord Laming, Alan Wood",
    "the Daniel Pelka review",
    "Martin House children's hospice",
    "Child A's mother said that Child K and Father of Child B were seen",
    "Case 4 of 12",
    "Mark the form; the Board will review in May",
    "Rose-tinted reports and Frank conversations",
    "Bishop's Stortford, Welwyn and St Albans; SG13, AL1",
    "children aged 5-11 (412)",
    "babies born between 1 April 2016 and 31 March 2017",
    "0808 800 5000, 0800 1111, 116 000, 101, 999",
    "Contact the LADO on 01632 960500",
    "mash.referrals@example.org, hscb@example.org, business.manager@example.org",
    "put your number here: 01234 000000",
    "E10000015 10,432 57.2% £1,204,500",
    "84e8cb1f0093a5571c2e90417700900123de",
    "ISBN 0713687654",
    "County Hall, Pegs Lane, Hertford SG13 8DE",
    "12 Family Court hearings and 4 Crown Court trials",
    "Helen Archer, Board Administrator, wrote to mothers and fathers",
    "NaN in ten cells; Lena found it when Amir added the ages",
    "Case(data, ('REG-003', 4)), names = VALUE, FIELD",
    "Returns to s11@example.org",
    "the North-West and the child's school; Spring-Summer with mothers",
    "{title: Child Death Overview Panel, role: Nurse, present: true}\n{a: b, c: Lane}",
    "Section 47 enquiries of 1 May 2017: children's deaths, cases and placements",
    "agency: hertfordshire-community-nhs-trust, role: School Nursing Lead",
    "mailbox: safeguarding@westwell-hospitals-trust.example",
    "Smith, Jones 12/03/2017",
]
WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in FOUND.items() for t in ts])
def test_found(kind: str, text: str) -> None:
    assert kind in {match.kind for match in scan(text)}
    assert kind in {match.kind for match in scan(f"Notes\n\n{text}\nNothing else.\n")}


@pytest.mark.parametrize("text", QUIET)
def test_quiet(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in FOUND.items() for t in ts])
def test_nothing_found_is_repeated(kind: str, text: str) -> None:
    for match in scan(text):
        found = text[match.start : match.end]
        assert found not in f"{match!r} {match}"
        assert sum(c.isdigit() for c in match.masked) <= 2
    assert kind in KINDS


def test_mask_says_how_a_long_number_ends() -> None:
    (match,) = scan("NHS no: 9990000018")
    assert match == Match("nhs_number", 8, 18, "NHS number, ends …18")


def test_places_are_those_of_the_text_as_given() -> None:
    text = "ﬁle – “the” mother of Li\u200bam"  # noqa: RUF001 - the letters meant
    (match,) = scan(text)
    assert text[match.start : match.end] == "Li\u200bam"


def test_letters_that_look_latin_and_digits_of_other_scripts() -> None:
    assert [m.kind for m in scan("mother of Lіam")] == ["person_name"]  # noqa: RUF001 - Cyrillic
    assert [m.kind for m in scan("NHS no ９９９ ０００ ００１８")] == ["nhs_number"]  # noqa: RUF001 - the letters meant


def test_allowed_words_are_spared() -> None:
    assert scan("mother of Liam") != []
    assert scan("mother of Liam", allowed=["liam"]) == []
    assert scan("mother of Liam", allowed=["Lia"]) != []


def test_table_is_read_under_its_headings() -> None:
    text = "| Surname | DOB |\n| --- | --- |\n| Okafor | 12/03/2009 |\n"
    assert [m.kind for m in scan(text)] == ["person_name", "dob"]
    assert [text[m.start : m.end] for m in scan(text)] == ["Okafor", "12/03/2009"]


def test_label_is_answered_on_the_next_line() -> None:
    assert [m.kind for m in scan("Date of birth:\n12/03/2009\n")] == ["dob"]


def test_offsets_hold_across_lines_with_moved_letters() -> None:
    text = "ﬁrst ﬂat\r\nzero\u200bwidth\nmother of Liam\n" * 200
    assert {text[m.start : m.end] for m in scan(text)} == {"Liam"}
    assert len(scan(text)) == 200


@given(st.sampled_from([(k, t) for k, ts in FOUND.items() for t in ts]), st.data())
def test_characters_without_width_hide_nothing(case: tuple[str, str], data: st.DataObject) -> None:
    kind, text = case
    for _ in range(3):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(WIDTHLESS)) + text[at:]
    plain = [m for m in scan(text) if m.kind == kind]
    assert plain
    assert all(0 <= m.start < m.end <= len(text) for m in plain)


@given(st.text(max_size=300))
def test_any_text_is_scanned(text: str) -> None:
    matches = scan(text)
    assert all(0 <= m.start < m.end <= len(text) for m in matches)
    assert matches == sorted(matches, key=lambda m: m.start)


@given(
    st.lists(
        st.sampled_from(
            [t for ts in FOUND.values() for t in ts]
            + ["\n", " ", "\u200b", "|", ",", "’", "(", "ß", "İ"]  # noqa: RUF001 - the letters meant
        ),
        max_size=12,
    )
)
def test_matches_never_overlap(parts: list[str]) -> None:
    matches = scan(" ".join(parts))
    assert all(a.end <= b.start for a, b in pairwise(matches))


@pytest.mark.parametrize(
    "part", ["9", "9 ", "Aa ", "mother of ", "a@", "a.", "0 ", "dob ", "A1 ", "12 Aa ", "(", "Liam ", "Liam's ",  # noqa: E501 - one pattern
             "case ref ", "|", "dob|", "J S/", "born ", "\u200b", "'", "-", "a-", "Mr ", ".docx", "12/", "nhs", "Liam, "]  # noqa: E501 - one pattern
)  # fmt: skip
def test_long_repeats_take_no_longer_than_their_length(part: str) -> None:
    from time import process_time

    began = process_time()
    scan(part * (20_000 // len(part)))
    assert process_time() - began < 2
