"""Records that were given another id are told from those that came and went."""

from builders import a_cycle, a_register, a_return, an_action, an_agency, an_audit
from hscb_pm.queries.renumbered import renumbered


def test_record_that_says_the_same_was_renumbered() -> None:
    base = a_register(an_action("ACT-2017-001"), an_action("ACT-2017-002", action="Publish more"))
    now = a_register(an_action("ACT-2017-003"), an_action("ACT-2017-004", action="Other"))
    assert renumbered(now, base) == {"ACT-2017-001": "ACT-2017-003"}
    begun = {"progress": ({"on": "2017-09-01", "note": "Begun"},), "due": "2018-03-30"}
    now = a_register(an_action("ACT-2017-003", **begun), an_action("ACT-2017-004", action="Other"))
    assert renumbered(now, base) == {"ACT-2017-001": "ACT-2017-003"}


def test_those_that_name_it_follow() -> None:
    found = {"kind": "audit", "ref": "S11-2017-a-school", "finding": "None"}
    outcome = {"on": "2018-01-01", "result": "achieved", "evidence": (found,)}
    names = {"arises_from": ("AUD-2017-01/R1",), "outcomes": (outcome,)}
    base = a_register(
        an_audit("AUD-2017-01"),
        an_agency("a-school", part_of="a-council"),
        an_agency("a-council"),
        a_cycle(not_asked={"a-council": "Asked by its school"}),
        a_return("a-school"),
        an_action("ACT-2017-001", **names),
    )
    found = found | {"ref": "S11-2017-our-school"}
    names = {"arises_from": ("AUD-2017-31/R1",), "outcomes": (outcome | {"evidence": (found,)},)}
    now = a_register(
        an_audit("AUD-2017-31"),
        an_agency("our-school", title="A School", part_of="our-council"),
        an_agency("our-council", title="A Council"),
        a_cycle(not_asked={"our-council": "Asked by its school"}),
        a_return("our-school"),
        an_action("ACT-2017-001", **names),
    )
    assert renumbered(now, base) == {
        "AUD-2017-01": "AUD-2017-31",
        "a-school": "our-school",
        "a-council": "our-council",
        "S11-2017-a-school": "S11-2017-our-school",
    }


def test_one_record_stands_for_one_other() -> None:
    base = a_register(an_action("ACT-2017-001"), an_action("ACT-2017-002"))
    assert renumbered(a_register(an_action("ACT-2017-003")), base) == {
        "ACT-2017-001": "ACT-2017-003"
    }


def test_record_with_another_title_and_all_else_as_it_was_was_renumbered() -> None:
    facts = {"lead": {"agency": "a-council", "role": "Auditor"}, "due": "2017-07-07"}
    facts |= {"reported": "2017-06-30", "equality": "Read by age, sex and language"}
    base = a_register(an_audit("AUD-2017-01", title="Core groups", **facts))
    now = a_register(an_audit("AUD-2017-51", title="Neglect in the under fives", **facts))
    assert renumbered(now, base) == {"AUD-2017-01": "AUD-2017-51"}
    facts["reported"] = "2017-07-30"
    now = a_register(an_audit("AUD-2017-51", title="Neglect in the under fives", **facts))
    assert renumbered(now, base) == {}
