"""The small words of English by which one tells how a verb stands."""

from typing import Final

from hscb_pm.smart.pattern import Form, Pattern

MODALS: Final = frozenset(
    "will would shall should must can could may might ought cannot 'll we'll shouldn't mustn't"
    " won't"
    " please let's lets".split()
)
BE: Final = frozenset("be been being is are was were get gets got".split())
HAVE: Final = frozenset("has have had having".split())
ADVERBS: Final = frozenset(
    "also then now further again not jointly always all both only then never either together first"
    " formally still thereby therefore in-turn once more fully immediately urgently just themselves"
    " itself".split()
)
MAY_BEAR: Final = MODALS | BE
MEANS: Final = frozenset("by through via including include includes involving".split())
JOINS: Final = frozenset(("and", "or", "&", "then", "plus"))
DETERMINERS: Final = frozenset(
    "the a an all each every any its their our his her this that these those at two three four five"
    " six ten both how whether what which with regular annual quarterly monthly no another new one"
    " and against for to on whether in relevant such further staff it them".split()
)
NOT_ADVERBS: Final = frozenset("family apply supply reply early assembly monthly anomaly".split())
TO_COME: Final = MODALS | {"to"}
ARTICLES: Final = frozenset("a an the all each every their its".split())
OBJECTS: Final = frozenset("the a an all each every our its their any two three four".split())
NO_VERBS: Final = frozenset(
    "in at on by for from of to with within under over as if when where while and or but that"
    " this there because since after before until through during given despite although once"
    " across into upon both not no what which who how whether following all each every any"
    " such only than per via regarding concerning among amongst between about around against"
    " towards throughout including unless it they he she".split()
)
STATES: Final = frozenset(
    "be have it the there this that not in a an of feel become need continue seem all".split()
) | {"been"}
STOP: Final = 2
"""The break before the first word of a sentence; a pause is 1."""
PARTICULAR: Final = (["a"], ["an"], ["the"], ["its"])
ASKING: Final = frozenset(
    "asked requested invited required instructed tasked directed urged wanted agreed".split()
)

FORMS_IN: Final = {
    "order": (Form.BASE, Form.ING),
    "name": (Form.BASE, Form.ING),
    "joined": (Form.BASE, Form.ING),
    "subject": (Form.BASE, Form.S),
    "passive": (Form.ED,),
    "perfect": (Form.ED,),
    "had": (Form.ED,),
    "progressive": (Form.ING,),
    "means": (Form.ING,),
    "modal": (Form.BASE,),
    "to": (Form.BASE,),
}
"""The forms that a verb may have, by how it stands."""

UNKNOWN: Final = Pattern(
    "a verb of no table",
    "S",
    "unknown",
    "",
    "Few verbs are vague, so one that no table knows is taken for a task.",
    "board minutes",
    "The trust should bake a strategy.",
    "The trust and the strategy.",
)
PAST: Final = Pattern(
    "tells",
    "S",
    "idle",
    "",
    "It tells what happened.",
    "board minutes",
    "The panel welcomed a report.",
    "The panel will hear a report.",
)
