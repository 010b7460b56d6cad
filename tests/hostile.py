"""Hostile texts, a small register that says one wherever it takes text, how outputs read."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from calendars import Part, read_calendar
from pages import Page

TEMPLATE = ("{{ 6 * 7 }}", "{% include 'due.md.j2' %}", "{# gone #}", "${6*7} <%= 6*7 %> %(day)s")
MARKUP = (
    "<b onclick=alert(1)>bold</b>",
    "</script><script>alert(1)</script>",
    "&lt;i&gt; &#60;u&#62; &amp; &copy",
    "--> ]]> <!-- <![CDATA[ <?php",
    "a | b || c \\| d \\",
    "# A heading",
    "- a list",
    "12) a list",
    "> a quotation",
    "```",
    "~~~ ~~gone~~ __bold__ *it* _it_ `code",
    "[a link](https://bad.example) ![](https://bad.example/x.png)",
    "[a note]: https://bad.example [^1] [x] [[y]]",
    "https://bad.example http://bad.example www.bad.example",
    "<https://bad.example> info@bad.example <info@bad.example>",
    "@somebody, (@some/team) and $x$ :tada: {.class}",
    "one\n\n# two\n---\nthree",
)
FORMULA = ("=1+1", "+44 20", "-1+1", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1", "1/2,=3;\"=4'", "|cmd")
TERMINAL = (
    "\x1b[2J\x1b]8;;https://bad.example\x1b\\a\x1b]8;;\x1b\\",
    "\x9b31m a\rb \x08 \x7f",
    "\u202egnp.exe \u2066 \u200b \ufeff",
    "[bold red]a[/] [/] [link=https://bad.example]b[/link] \\[c] :boom:",
    "\u754c" * 40,
)
WORKFLOW = (
    "::error file=a.py,line=1::owned",
    "one\n::stop-commands::token\n  ::error::two",
    "a ##[error]b ###[group]c",
    "50%, %0A::error::a %25 a:b,c=d",
    "\u2028::error::a",
)
SARIF = ("{0} {{1}} {{{2}}} {day}", "[a](0) [b](https://bad.example) \\[c] \\\\[d](1)")
PATH = ("../../../etc/passwd", "C:\\Windows\\win.ini", "file:///etc/passwd", "$(touch a) `b` ; c")
XML = ("\"quoted\" 'too' & <c>", "\x00 \ufffe \uffff")
# Whether a text is SMART or private depends on what it says; how it is shown must not.
VALIDATE = ("validate", "--show-explained", "--ignore", "SMART,PRV")
COMMANDS: dict[tuple[str, ...], tuple[str, ...]] = {
    VALIDATE: ("text", "json", "github", "sarif", "junit"),
    ("due",): ("text", "table", "json", "csv", "md"),
    ("calendar",): ("ics",),
    ("list", "actions"): ("text", "json", "csv", "md"),
    ("export", "actions"): ("json", "csv", "md"),
    ("show", "ACT-2017-001"): ("text", "json", "csv", "md"),
    ("trace", "AUD-2017-01"): ("text", "table", "json", "md"),
    ("changes", "--since", "2017-01-01"): ("text", "table", "json", "md"),
    ("log", "ACT-2017-001"): ("text", "table", "json", "md"),
    ("report", "board"): ("md", "html"),
    ("templates", "list", "board"): ("text", "json", "md"),
    ("framework",): ("md",),
    ("section11", "matrix"): ("text", "table", "json", "csv", "md"),
    ("programme", "show"): ("text", "table", "json", "csv", "md"),
    ("chase", "--all"): ("txt", "md"),
    ("smart",): ("json", "csv", "md"),
    ("smart", "ACT-2017-001"): ("text",),
}
"""What is run, and in which formats; `table` is text on a terminal."""


def register(text: str) -> dict[str, Any]:
    """The files of a register with a record of each kind, all of whose free text is this text."""
    owner = {"agency": "a-constabulary", "role": text}
    said = {"title": text, "source": text}
    action = {
        "action": text,
        "owner": owner,
        "group": "board",
        "resources": text,
        "attested": {
            "letters": ["S", "M", "A", "R", "T"],
            "on": "2017-06-12",
            "by": {"group": "board", "role": text},
            "reason": text,
        },
    }
    return (
        {
            "board.yaml": said
            | {"area": text, "abbreviation": text, "register_is": "private", "today": "2017-11-20"},
            "standards.yaml": {
                "title": text,
                "standards": [
                    {"standard": 1, "text": text, "questions": [{"id": "1.1", "text": text}]}
                ],
            },
            "agencies/a-constabulary.yaml": said
            | {"basis": "statutory", "safeguarding_lead": text},
            "groups/board.yaml": said | {"function": "board", "chair": text},
            "groups/audit-sub-group.yaml": said | {"function": "audit", "chair": text},
            "objectives/OBJ-2017-1.yaml": {
                "objective": text,
                "outcome": text,
                "known_by": text,
                "value_for_money": text,
            },
            "programme/2017-18.yaml": said
            | {
                "items": [
                    {
                        "row": 1,
                        "section": "ongoing-monitoring-audits",
                        "title": text,
                        "as_written": {
                            "frequency": text,
                            "dates": text,
                            "lead": text,
                            "comment": text,
                        },
                        "schedule": {"every": "quarter"},
                        "lead": {"role": text},
                        "route": [{"group": "board", "for": "scrutiny"}],
                        "level": "multi-agency-audit",
                    }
                ]
            },
            "meetings/MTG-2017-01.yaml": {
                "title": text,
                "group": "board",
                "date": "2017-12-06",
                "items": [
                    {
                        "title": text,
                        "about": "AUD-2017-01",
                        "for": "scrutiny",
                        "reason": text,
                        "front": _front(text),
                    },
                    {"title": text, "paper": "board", "for": "decision", "front": _front(text)},
                    {"title": text, "decision": "table", "requests": "AUD-2017-01", "reason": text},
                ],
            },
            "audits/AUD-2017-01.yaml": said
            | {
                "level": "multi-agency-audit",
                "lead": owner,
                "due": "2017-10-31",
                "equality": text,
                "methodology": {"text": text},
                "sample": {"method": "chosen", "size": 3, "reason": text},
                "auditors": [owner],
                "findings": [
                    {
                        "id": "F1",
                        "kind": "shortfall",
                        "text": text,
                        "disseminated": [{"on": "2017-11-01", "how": text}],
                    }
                ],
                "recommendations": [{"id": "R1", "from": ["F1"], "text": text}],
                "explained": {"AUD-014": text, "AUD-002": text},
            },
            "actions/ACT-2017-001.yaml": action
            | {
                "arises_from": ["AUD-2017-01/R1"],
                "measure": text,
                "due": "2017-10-31",
                "revisions": [
                    {
                        "on": "2017-08-01",
                        "was": "2017-08-31",
                        "now": "2017-10-31",
                        "reason": text,
                        "agreed_by": "board",
                    }
                ],
                "progress": [{"on": "2017-09-01", "note": text}],
            },
            "actions/ACT-2017-002.yaml": action
            | {
                "title": text,
                "objective": "OBJ-2017-1",
                "procedure": text,
                "due": "2017-03-31",
                "implemented": {"on": "2017-03-31", "signed_off_by": "board"},
                "outcomes": [
                    {
                        "on": "2017-09-01",
                        "result": "partly-achieved",
                        "evidence": [{"kind": "data", "finding": text}],
                        "impact": text,
                    }
                ],
            },
            "section11/cycles/S11-2017.yaml": said
            | {
                "opened": "2017-04-24",
                "due": "2017-06-30",
                "scale": [
                    {"grade": "not met", "means": text, "shortfall": True},
                    {"grade": text, "means": text, "shortfall": False},
                ],
                "asked": [{"agency": "a-constabulary", "basis": "statutory", "reason": text}],
            },
            "section11/returns/S11-2017-a-constabulary.yaml": {
                "cycle": "S11-2017",
                "agency": "a-constabulary",
                "completed_by": text,
                "received": [{"on": "2017-06-30", "version": 1}],
                "standards": [
                    {
                        "standard": 1,
                        "self": {"grade": text, "on": "2017-06-30"},
                        "moderated": {
                            "grade": "not met",
                            "on": "2017-08-30",
                            "by": "board",
                            "reason": text,
                        },
                        "evidence": [{"kind": "document", "what": text}],
                        "improvements": [{"what": text}],
                    }
                ],
                "survey": {
                    "asked": 90,
                    "answered": 40,
                    "questions": [{"id": text, "standard": 1, "answered": 40, "yes": 29}],
                },
            },
            "indicators/IND-second-plans.yaml": said
            | {
                "question": text,
                "basis": "local",
                "owner": owner,
                "measure": {"kind": "count", "numerator": text},
                "frequency": {"every": "quarter"},
                "direction": "decrease",
                "benchmarks": [{"area": text, "period": "2016-17", "value": 3, "source": text}],
                "values": [
                    {"period": "2017-18 Q1", "numerator": 30, "note": text, "source": text},
                    {"period": "2017-18 Q2", "missing": "x", "reason": text},
                ],
                "signals": [
                    {"period": "2017-18 Q1", "question": text, "ask": text, "by": "2017-10-31"}
                ],
            },
        }
        | _heard_and_learnt(text)
        | _said_in_papers(text)
    )


def _heard_and_learnt(text: str) -> dict[str, Any]:
    """What falls due by itself, with this text."""
    passed_on = [{"on": "2017-07-01", "how": text}]
    return {
        "reviews/REV-2017-01.yaml": {
            "title": text,
            "type": "serious-case-review",
            "opened": "2017-05-02",
            "what_happened": text,
            "why": text,
            "approach": text,
            "equality": text,
            "involved": {"who": ["families"], "how": text},
            "findings": [{"id": "F1", "kind": "strength", "text": text}],
            "recommendations": [
                {
                    "id": "R1",
                    "from": ["F1"],
                    "text": text,
                    "response": {
                        "kind": "not-agreed",
                        "on": "2017-10-09",
                        "by": "board",
                        "reason": text,
                    },
                }
            ],
            "not_published": text,
            "reported": "2017-10-02",
            "route": ["board"],
        },
        "group-reports/RPT-2017-01.yaml": {
            "group": "audit-sub-group",
            "to": "board",
            "period": "2017-18 Q1",
            "received": "2017-07-20",
            "activity": text,
            "outcomes": text,
        },
        "work-plans/WPL-2017-01.yaml": {
            "group": "audit-sub-group",
            "year": "2017-18",
            "completed_by": text,
            "aims": [{"objective": "OBJ-2017-1", "aim": text, "progress": text}],
        },
        "chair-meetings/CHM-2017-18.yaml": {
            "title": text,
            "meetings": [{"on": "2017-06-01", "agency": "a-constabulary", "about": text}],
        },
        "chases/CHS-2017-18.yaml": {
            "title": text,
            "sent": [
                {
                    "on": "2017-11-01",
                    "to": {"agency": "a-constabulary", "role": text},
                    "rung": "overdue",
                    "about": [{"record": "ACT-2017-001", "kind": "action", "due": "2017-10-31"}],
                }
            ],
        },
        "ratings/RTG-2017-18.yaml": {
            "title": text,
            "opened": "2017-09-01",
            "asked": 20,
            "scale": [text, "good"],
            "questions": [{"text": text, "answers": [4, 5]}],
        },
        "feedback/FBK-2017-01.yaml": {
            "title": text,
            "on": "2017-06-14",
            "how": "workshop",
            "heard_by": text,
            "themes": [{"text": text, "kind": "concern"}],
        },
        "escalations/ESC-2017-01.yaml": {
            "title": text,
            "raised": "2017-06-01",
            "by": "a-constabulary",
            "with": "a-constabulary",
            "about": "threshold",
            "channels": [text],
        },
        "concerns/CNC-2017-01.yaml": {
            "type": "compliance",
            "raised": "2017-06-01",
            "found_by": "data",
            "text": text,
            "closed": {"on": "2018-06-01", "how": text},
        },
        "learning/LRN-2017-01.yaml": {
            "title": text,
            "lesson": text,
            "noted": "2017-06-01",
            "audience": text,
            "disseminated": passed_on,
        },
        "training/TRN-2017-01.yaml": {
            "title": text,
            "audience": text,
            "lead": {"role": text},
            "sessions": [{"on": "2017-06-01"}],
        },
        "documents/DOC-2017-01.yaml": {
            "agreed": "2015-04-01",
            "title": text,
            "type": "protocol",
            "boards": [text],
            "review_by": "2017-09-30",
            "shared": passed_on,
        },
        "annual-reports/ANR-2017-18.yaml": {"title": text, "due": "2018-09-30"},
    }


def _front(text: str) -> dict[str, Any]:
    """A front sheet with this text in each of its fields."""
    names = "author sponsor purpose equality voice_of_the_child legal finance risk"
    return dict.fromkeys(names.split(), text) | {"asked": [text]}


def _said_in_papers(text: str) -> dict[str, Any]:
    """What only papers tell, with this text."""
    owner = {"agency": "a-constabulary", "role": text}
    return {
        "actions/ACT-2017-003.yaml": {
            "action": text,
            "owner": owner,
            "group": "board",
            "objective": "OBJ-2017-1",
            "due": "2017-12-31",
            "procedure": text,
            "delivery": dict.fromkeys(["dissemination", "implementation", "training"], text),
            "withdrawn": {"on": "2017-09-01", "reason": text, "agreed_by": "board"},
        },
        "indicators/IND-days-lost.yaml": {
            "title": text,
            "question": text,
            "basis": "local",
            "owner": owner,
            "reported_to": ["audit-sub-group"],
            "measure": {"kind": "percentage", "numerator": text, "denominator": text},
            "frequency": {"every": "quarter"},
            "direction": "increase",
            "targets": [{"from": "2017-04-01", "to": "2018-03-31", "value": 90}],
            "values": [
                {"period": "2016-17 Q4", "numerator": 70, "denominator": 90, "note": text},
                {"period": "2017-18 Q1", "numerator": 60, "denominator": 90, "note": text},
            ],
            "signals": [
                {
                    "period": "2017-18 Q1",
                    "question": text,
                    "ask": text,
                    "by": "2017-10-31",
                    "answer": {"on": "2017-10-09", "text": text},
                }
            ],
        },
        "budgets/BDG-2017-18.yaml": {
            "planned": 318000,
            "value": text,
            "contributions": [{"agency": "a-constabulary", "pounds": 42000}],
            "months": [
                {
                    "fulfils": "PRG-2017-18/1@2017-18-Q1",
                    "on": "2017-07-12",
                    "spent": 88700,
                    "forecast": 318000,
                    "note": text,
                }
            ],
        },
        "child-deaths/CDP-2016-17.yaml": {
            "reported": "2017-09-12",
            "counts": {"notified": 61, "reviewed": 66, "unexpected": 21, "modifiable": 15},
            "functions": dict.fromkeys(
                ["case_reviews", "concerns", "public_health", "response"], text
            ),
            "trend": text,
        },
    }


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Write records as JSON, which is YAML too: the one quoting that holds any text."""
    for path, record in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


class Read(NamedTuple):
    """An output as its readers take it: what is left without the texts, and the texts."""

    shape: list[object]
    said: str


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def read_text(out: str) -> Read:
    """Nothing that a terminal obeys or hides, no command for a workflow."""
    assert not _UNSEEN.search(out)
    assert "##[" not in out
    assert not re.search(r"^\s*::", out, re.MULTILINE)
    return Read([out.count("\n")], out)


def _table(out: str) -> Read:
    """On a terminal lines break anywhere, no workflow reads them; the colours are the table's."""
    assert not _UNSEEN.search(_COLOUR.sub("", out))
    return Read(sorted(set(_COLOUR.findall(out))), out)


def _leaves(data: Any) -> Iterator[tuple[str, object]]:
    """Every value of nested data, and the keys that lead to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ((f"{key}.{way}", leaf) for way, leaf in _leaves(value))
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    else:
        yield "", data


def _json(out: str) -> Read:
    assert out.isascii()
    assert "<" not in out
    assert "##[" not in out
    leaves = [*_leaves(json.loads(out))]
    said = " ".join(str(leaf) for _, leaf in leaves)
    return Read([(way, type(leaf)) for way, leaf in leaves], said)


def _csv(out: str) -> Read:
    rows = [*csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))]
    for cell in (cell for row in rows for cell in row if not re.fullmatch("-?[0-9]+", cell)):
        assert not re.match("[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]", cell)
    return Read([len(row) for row in rows], " ".join(cell for row in rows for cell in row))


_GITHUB = MarkdownIt("gfm-like", {"html": True})
assert _GITHUB.linkify
_GITHUB.linkify.set({"fuzzy_link": False})  # GitHub takes `www.` for an address, and no `a.uk`


def _markdown(out: str) -> Read:
    """What GitHub makes of it; nobody is mentioned."""
    tokens = _GITHUB.parse(out)
    inline = [child for token in tokens for child in token.children or []]
    words = (each for child in inline for each in child.children or [child])  # what a picture shows
    said = " ".join(each.content for each in words)
    assert not re.search(r"(?<!\w)@\w", said)
    assert not re.search(r"(?i)\bwww\.", out)
    kept = [
        (child.type, child.attrs.get("href"), child.attrs.get("src"))
        for child in inline
        if not child.type.startswith("text")
    ]
    return Read([*((t.type, t.tag, t.level) for t in tokens), *kept], said.replace("\u200b", ""))


def _html(out: str) -> Read:
    page = Page(out)
    return Read(page.shape, "".join(page.said))


_ANNOTATION = re.compile(
    r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[^,:]+::(.+)"
)


def _annotations(out: str) -> Read:
    *annotations, summary = out.splitlines()
    assert "##[" not in out
    assert not summary.lstrip().startswith("::")
    found = [re.fullmatch(_ANNOTATION, line) for line in annotations]
    assert all(found)
    said = " ".join(match[2] for match in found if match)
    for escaped, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        said = said.replace(escaped, character)
    return Read([match[1] for match in found if match], said)


def _single(text: str) -> str:
    """Undo the doubling of braces that keeps a number between them from being filled in."""
    braces = re.compile(r"((?:\{\{)+)(\d+)((?:\}\})+)")
    return braces.sub(lambda b: b[1][::2] + b[2] + b[3][::2], text)


def _sarif(out: str) -> Read:
    """Every message is plain text, every address that of a file below the top."""
    messages = []
    for result in json.loads(out)["runs"][0]["results"]:
        message = result["message"]["text"]
        assert not re.search(r"[\[\]\\]|\{\d+\}", re.sub(r"\\[\[\]\\]|\{\{|\}\}", "", message))
        messages.append(re.sub(r"\\([\[\]\\])", r"\1", message))
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
        assert not uri.startswith("/")
        assert ".." not in unquote(uri).split("/")
    return Read(_json(out).shape, _single(" ".join(messages)))


def _junit(out: str) -> Read:
    assert out.isascii()
    assert not re.search(r"^\s*::|##\[", out, re.MULTILINE)
    elements = [*ET.fromstring(out).iter()]  # noqa: S314, it was written a moment ago
    said = " ".join(element.get("message", "") + (element.text or "") for element in elements)
    assert not _UNSEEN.search(said)
    return Read([(element.tag, *element.keys()) for element in elements], said)


def _ics(out: str) -> Read:
    """The properties of each component with their parameters, and the texts."""
    shape: list[object] = []
    texts: list[str] = []

    def look(part: Part) -> None:
        shape.append((part.name, [(name, given) for name, (given, _) in part.properties.items()]))
        texts.extend(part[name] for name in part.properties)
        for inner in part.parts:
            look(inner)

    look(read_calendar(out.encode()))
    return Read(shape, "\n".join(texts))


READERS: dict[str, Callable[[str], Read]] = {
    "text": read_text,
    "txt": read_text,
    "table": _table,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
    "html": _html,
    "github": _annotations,
    "sarif": _sarif,
    "junit": _junit,
    "ics": _ics,
}
