"""Files as people and attackers leave them: what is refused, with code and place, and what is not.

The ideas come from a corpus of hostile YAML; the records are ours. A case that stands behind
`after(...)` adds its lines to ACTION, so its first line is line 4 of the file.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ACTION: Final = """\
action: Re-audit 30 core group minutes
owner: {agency: a-constabulary, role: Head of Safeguarding}
due: 2017-12-15
"""
BOARD: Final = "title: A Board\narea: A Shire\nregister_is: private\n"
AGENCY: Final = "title: A Constabulary\nbasis: statutory\n"
PATH: Final = "actions/ACT-2017-014.yaml"
NEIGHBOUR: Final = "agencies/a-constabulary.yaml"
LONG: Final = 20_000


@dataclass(frozen=True, slots=True)
class Case:
    """A file that is refused; `word` stands in the message, whatever its case.

    A column of 0 is any column. `pure` is the code that the parser in Python leads to, where it
    reads the file otherwise than libyaml.
    """

    data: bytes
    code: str
    line: int
    column: int
    word: str = ""
    pure: str | None = None


def a_folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A register of a board, an agency and these files."""
    for path, data in {"board.yaml": BOARD, NEIGHBOUR: AGENCY, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def after(lines: str) -> bytes:
    """ACTION and more lines."""
    return (ACTION + lines).encode()


def _unseen(character: str, *, comment: bool = False) -> Case:
    line = f"# a{character}b\n" if comment else f"measure: a{character}b\n"
    return Case(after(line), "REG-001", 4, 4 if comment else 11, f"u+{ord(character):04x}")


def _bytes(data: bytes, column: int, word: str = "utf-8") -> Case:
    return Case(ACTION.encode() + data, "REG-001", 4, column, word)


def _tag(tag: str) -> Case:
    return Case(after(f"measure: {tag}\n"), "REG-011", 4, 10, "tag")


def _escape(escape: str) -> Case:
    return Case(after(f'measure: "a{escape}b"\n'), "REG-011", 4, 10, "escape")


UNREADABLE: Final = {
    "utf-16-le": Case(codecs.BOM_UTF16_LE + ACTION.encode("utf-16-le"), "REG-001", 1, 1, "utf-16"),
    "utf-16-be": Case(codecs.BOM_UTF16_BE + ACTION.encode("utf-16-be"), "REG-001", 1, 1, "utf-16"),
    "utf-16-le-no-bom": Case(ACTION.encode("utf-16-le"), "REG-001", 1, 1, "utf-16"),
    "utf-32": Case(ACTION.encode("utf-32"), "REG-001", 1, 1, "utf-16"),
    "only-nul": Case(bytes(4096), "REG-001", 1, 1),
    "windows-1252": _bytes(b"measure: the child\x92s view\n", 19),
    "windows-1252-line-1": Case(b"action: \x93x\x94\n", "REG-001", 1, 9, "utf-8"),
    "windows-1252-after-bom": Case(
        codecs.BOM_UTF8 + b"action: \x93x\x94\n", "REG-001", 1, 9, "utf-8"
    ),
    "above-10ffff": _bytes(b"# \xf4\x90\x80\x80\n", 3),
    "surrogate-bytes": _bytes(b"# \xed\xa0\x80\n", 3),
    "overlong-slash": _bytes(b"# \xc0\xaf\n", 3),
    "cut-character": _bytes(b"# caf\xc3", 6),
    "two-boms": Case(codecs.BOM_UTF8 * 2 + ACTION.encode(), "REG-001", 1, 1, "u+feff"),
    "nul": Case(after("measure: a\0b\n"), "REG-001", 4, 11, "u+0000"),
    "escape-sequence": _unseen("\x1b"),
    "bell-in-comment": _unseen("\x07", comment=True),
    "delete": _unseen("\x7f"),
    "c1-csi": _unseen("\x9b"),
    "next-line": _unseen("\x85"),
    "line-separator": _unseen("\u2028"),
    "paragraph-separator": _unseen("\u2029"),
    "zero-width-space": _unseen("\u200b"),
    "zero-width-joiner": _unseen("\u200d"),
    "joiner-in-comment": _unseen("\u200d", comment=True),
    "soft-hyphen": _unseen("\xad"),
    "bom-inside": _unseen("\ufeff"),
    "right-to-left": _unseen("\u202e"),
    "isolate": _unseen("\u2066"),
    "arabic-mark": _unseen("\u061c"),
    "invisible-times": _unseen("\u2062"),
    "annotation": _unseen("\ufff9"),
    "tag-character": _unseen("\U000e0041"),
    "noncharacter": _unseen("\ufffe", comment=True),
    "noncharacter-fdd0": _unseen("\ufdd0"),
    "old-macs": Case(ACTION.replace("\n", "\r").encode(), "REG-001", 1, 39, "u+000d"),
    "key-hidden-in-a-comment": Case(after("# soon\rgroup: a\n"), "REG-001", 4, 7, "u+000d"),
    "line-of-windows": Case(
        (ACTION + "measure: a\u200bb\n").replace("\n", "\r\n").encode(), "REG-001", 4, 11, "u+200b"
    ),
    "conflict": Case(
        after("<<<<<<< HEAD\ngroup: a\n=======\ngroup: b\n>>>>>>> police\n"),
        "REG-010",
        4,
        1,
        "conflict",
    ),
    "conflict-three-ways": Case(
        after("<<<<<<< HEAD\na: 1\n||||||| 1f2e\nb: 1\n=======\nc: 1\n>>>>>>> x\n"),
        "REG-010",
        4,
        1,
    ),
    "conflict-half-cleared": Case(after("group: b\n>>>>>>> police\n"), "REG-010", 5, 1),
    "conflict-in-a-block": Case(
        after("measure: |\n  a\n  <<<<<<< HEAD\n  b\n  =======\n  c\n  >>>>>>> x\n"),
        "REG-010",
        6,
        1,
    ),
    "conflict-of-windows": Case(
        (ACTION + "<<<<<<< HEAD\n>>>>>>> x\n").replace("\n", "\r\n").encode(), "REG-010", 4, 1
    ),
    "conflict-at-the-end": Case(after(">>>>>>>"), "REG-010", 4, 1),
}
"""What is refused before any YAML is looked at."""

NOT_YAML: Final = {
    "tab-indents-a-key": Case(after("delivery:\n\ttraining: x\n"), "REG-002", 5, 1, "tab"),
    "tab-before-a-key": Case(after("\tmeasure: x\n"), "REG-002", 4, 1, "tab"),
    "tab-indents-a-list": Case(after("progress:\n\t- {note: x}\n"), "REG-002", 5, 1, "tab"),
    "tab-among-spaces": Case(after("delivery:\n  \ttraining: x\n"), "REG-002", 5, 3, "tab"),
    "percent": Case(after("measure: %x\n"), "REG-002", 4, 10),
    "at-sign": Case(after("measure: @x\n"), "REG-002", 4, 10),
    "backtick": Case(after("measure: `x`\n"), "REG-002", 4, 10),
    "more-than": Case(after("measure: > 90% of minutes\n"), "REG-002", 4, 12, ">"),
    "at-least": Case(after("measure: >= 90%\n"), "REG-002", 4, 11, ">"),
    "bar": Case(after("measure: | x\n"), "REG-002", 4, 12, "|"),
    "question-mark": Case(after("measure: ? x\n"), "REG-002", 4, 10),
    "list-after-a-key": Case(after("measure: - x\n"), "REG-002", 4, 10, "list"),
    "second-colon": Case(after("measure: Note: x\n"), "REG-002", 4, 14, "`: `"),
    "key-further-in": Case(after("  measure: x\n"), "REG-002", 4, 10, "indent"),
    "key-further-out": Case(b"  action: x\n due: 2017-12-15\n", "REG-002", 2, 2, "line"),
    "list-further-out": Case(
        after("progress:\n  - {note: x}\n - {note: y}\n"), "REG-002", 6, 2, "line"
    ),
    "key-in-a-list": Case(after("progress:\n  - {note: x}\n  note: y\n"), "REG-002", 6, 3, "list"),
    "no-space-after-colon": Case(b"action: x\ndue:2017-12-15\n", "REG-002", 2, 1, "key: value"),
    "no-space-in-the-middle": Case(
        b"action: x\ndue:2017-12-15\ngroup: a\n", "REG-002", 2, 1, "key: value"
    ),
    "no-break-space": Case(after("measure:\u00a0x\n"), "REG-002", 4, 9, "no-break space"),
    "a-line-of-prose": Case(after("see the minutes\ngroup: a\n"), "REG-002", 4, 1, "key: value"),
    "one-marker-of-a-conflict": Case(after("=======\ngroup: a\n"), "REG-002", 4, 1),
    "key-of-1100": Case(after("k" * 1100 + ": x\n"), "REG-002", 4, 1),
    "quote-not-closed": Case(after('measure: "x\ngroup: a\n'), "REG-002", 4, 10, "quotation"),
    "apostrophe-not-closed": Case(after("measure: 'x\ngroup: a\n"), "REG-002", 4, 10, "quotation"),
    "quote-over-a-document": Case(after('measure: "x\n---\n'), "REG-002", 4, 10, "quotation"),
    "text-after-a-quote": Case(after('measure: "Voice" of the child\n'), "REG-002", 4, 18, "quot"),
    "text-after-an-apostrophe": Case(after("measure: 'it's'\n"), "REG-002", 4, 14, "quot"),
    "text-after-a-bracket": Case(after("measure: [see] below\n"), "REG-002", 4, 16),
    "list-not-closed": Case(after("arises_from: [a, b\n"), "REG-002", 4, 14, "not closed"),
    "mapping-not-closed": Case(
        b"owner: {agency: a, role: b\ndue: 2017-12-15\n", "REG-002", 1, 8, "not closed"
    ),
    "no-comma": Case(b"owner: {agency: a role: b}\n", "REG-002", 1, 0, "comma"),
    "bracket-too-many": Case(b"owner: {agency: a, role: b}}\n", "REG-002", 1, 28),
    "comma-too-many": Case(after("arises_from: [a,, b]\n"), "REG-002", 4, 17),
    "backslash": Case(after('measure: "C:\\path"\n'), "REG-002", 4, 13, "\\"),
    "backslash-x": Case(after('measure: "\\xzz"\n'), "REG-002", 4, 13, "\\"),
    "escaped-surrogates": Case(
        after('measure: "\\ud83d\\ude00"\n'), "REG-002", 4, 13, "\\", pure="REG-011"
    ),
    "escape-beyond-unicode": Case(after('measure: "\\U00110000"\n'), "REG-002", 4, 13, "\\"),
    "key-twice": Case(after("due: 2017-12-16\n"), "REG-002", 4, 1, "twice"),
    "key-twice-quoted": Case(after("'due': 2017-12-16\n"), "REG-002", 4, 1, "twice"),
    "key-twice-escaped": Case(after('"\\x64ue": 2017-12-16\n'), "REG-002", 4, 1, "twice"),
    "key-twice-explicit": Case(after("? due\n: 2017-12-16\n"), "REG-002", 4, 3, "twice"),
    "key-twice-within": Case(
        after("progress:\n  - {on: 2017-01-01, on: 2017-01-02, note: x}\n"),
        "REG-002",
        5,
        22,
        "twice",
    ),
    "key-twice-by-accent": Case(
        after("extensions: {caf\u00e9: a, cafe\u0301: b}\n"), "REG-002", 4, 23, "twice"
    ),
    "only-an-end": Case(b"...\n", "REG-002", 1, 1),
    "yaml-twice": Case(f"%YAML 1.2\n%YAML 1.2\n---\n{ACTION}".encode(), "REG-002", 2, 1),
    "text-after-the-end": Case(
        after("...\ngarbage: [\n"), "REG-002", 5, 1, "after the end", pure="REG-011"
    ),
    "key-of-nothing": Case(after(": x\n"), "REG-002", 4, 1, pure="REG-011"),
}
"""What is no YAML, and keys given twice."""

NOT_ALLOWED: Final = {
    "undefined-alias": Case(after("measure: *nowhere\n"), "REG-011", 4, 10, "alias"),
    "bold": Case(after("measure: *bold* text\n"), "REG-011", 4, 10, "`*"),
    "very-bold": Case(after("measure: **bold** text\n"), "REG-011", 4, 10, "`*"),
    "ampersand": Case(after("measure: & others\n"), "REG-011", 4, 10, "`&"),
    "anchor": Case(after("measure: &a x\n"), "REG-011", 4, 10, "anchor"),
    "anchor-on-a-key": Case(after("&a measure: x\n"), "REG-011", 4, 1, "anchor"),
    "anchor-on-the-record": Case(f"&a\n{ACTION}".encode(), "REG-011", 1, 1, "anchor"),
    "alias-as-a-key": Case(after("*a : x\n"), "REG-011", 4, 1, "key"),
    "self-reference": Case(after("extensions: {a: &a {self: *a}}\n"), "REG-011", 4, 17, "anchor"),
    "mutual-reference": Case(
        after("extensions:\n  a: &a {b: &b {a: *a}}\n  b: *b\n"), "REG-011", 5, 6, "anchor"
    ),
    "merge-key": Case(after("<<: {measure: x}\n"), "REG-011", 4, 1, "merge"),
    "merge-bomb": Case(
        "".join(
            [
                "m0: &m0\n  k0: x\n",
                *(
                    f"m{n}: &m{n}\n  <<: [{', '.join([f'*m{n - 1}'] * 9)}]\n  k{n}: x\n"
                    for n in range(1, 10)
                ),
            ]
        ).encode(),
        "REG-011",
        1,
        5,
        "anchor",
    ),
    "alias-bomb": Case(
        "".join(
            [f"a: &a [{','.join('x' * 100)}]\n", f"b: &b [{','.join(['*a'] * 100)}]\n"]
        ).encode(),
        "REG-011",
        1,
        4,
        "anchor",
    ),
    "os-system": _tag("!!python/object/apply:os.system ['touch /tmp/HSCB_PWNED']"),
    "subprocess": _tag("!!python/object/apply:subprocess.check_output [[touch, /tmp/x]]"),
    "new-object": _tag("!!python/object/new:os.system ['touch /tmp/HSCB_PWNED']"),
    "python-name": _tag("!!python/name:os.system"),
    "python-bytes": _tag("!!python/bytes YWJj"),
    "ruby": _tag("!ruby/object:Gem::Installer {i: x}"),
    "include": _tag("!include ../../../../etc/passwd"),
    "environment": _tag("!ENV ${HOME}"),
    "unknown-tag": _tag("!police x"),
    "important": _tag("!important"),
    "binary": _tag("!!binary aGVsbG8="),
    "omap": _tag("!!omap 5"),
    "tagged-null": _tag("!!null x"),
    "tagged-text": _tag("!!str x"),
    "tag-in-full": _tag("!<tag:yaml.org,2002:str> x"),
    "bare-tag": _tag("! x"),
    "tag-without-handle": _tag("!e!x y"),
    "tag-on-a-key": Case(after("!!str measure: x\n"), "REG-011", 4, 1, "tag"),
    "tag-on-the-record": Case(f"!action\n{ACTION}".encode(), "REG-011", 1, 1, "tag"),
    "tagged-list-as-a-key": Case(
        after("? !!python/object/apply:os.system [id]\n: x\n"), "REG-011", 4, 3, "key"
    ),
    "yaml-1.1": Case(f"%YAML 1.1\n---\n{ACTION}".encode(), "REG-011", 1, 1, "1.2"),
    "yaml-1.3": Case(f"%YAML 1.3\n---\n{ACTION}".encode(), "REG-011", 1, 1, "1.2"),
    "yaml-2.0": Case(f"%YAML 2.0\n---\n{ACTION}".encode(), "REG-011", 1, 1, "1.2"),
    "tag-directive": Case(f"%TAG !e! tag:e:\n---\n{ACTION}".encode(), "REG-011", 1, 1, "%tag"),
    "second-document": Case(after(f"---\n{ACTION}"), "REG-011", 4, 1, "second document"),
    "second-document-empty": Case(after("---\n"), "REG-011", 4, 1, "second document"),
    "true-as-a-key": Case(after("true: x\n"), "REG-011", 4, 1, "key is text"),
    "truths-as-keys": Case(
        after("extensions: {yes: a, true: b, True: c}\n"), "REG-011", 4, 22, "key is text"
    ),
    "numbers-as-keys": Case(after("extensions: {1: a, 1.0: b}\n"), "REG-011", 4, 14, "key is text"),
    "null-as-a-key": Case(after("~: x\n"), "REG-011", 4, 1, "key is text"),
    "list-as-a-key": Case(after("? [a, b]\n: x\n"), "REG-011", 4, 3, "key"),
    "mapping-as-a-key": Case(after("{a: b}: x\n"), "REG-011", 4, 1, "key"),
    "template": Case(after("measure: {{ x }}\n"), "REG-011", 4, 11, "key"),
    "escaped-escape": _escape("\\e[31m"),
    "escaped-nul": _escape("\\0"),
    "escaped-next-line": _escape("\\N"),
    "escaped-line-separator": _escape("\\L"),
    "escaped-zero-width-space": _escape("\\u200b"),
    "escaped-right-to-left": _escape("\\u202e"),
    "escaped-key": Case(after('"a\\eb": x\n'), "REG-011", 4, 1, "escape"),
    "17-deep": Case(after("extensions: " + "[" * 16 + "]" * 16 + "\n"), "REG-011", 4, 28, "deep"),
    "2000-deep": Case(
        after("extensions: {a: " + "[{a: " * 1000 + "}]" * 1000 + "}\n"), "REG-011", 4, 52, "deep"
    ),
    "17-deep-in-blocks": Case(
        "".join(f"{' ' * n}a:\n" for n in range(18)).encode(), "REG-011", 17, 17, "deep"
    ),
    "20001-values": Case(
        ("extensions:\n  a: [" + "x," * 20_000 + "]\n").encode(), "REG-011", 2, 40_001, "values"
    ),
    "20001-characters": Case(
        after("measure: " + "x" * (LONG + 1) + "\n"), "REG-011", 4, 10, "characters"
    ),
    "20001-in-a-key": Case(
        after("? " + "x" * (LONG + 1) + "\n: x\n"), "REG-011", 4, 3, "characters"
    ),
    "20001-characters-quoted": Case(
        after(f'measure: "{"x" * (LONG + 1)}"\n'), "REG-011", 4, 10, "characters"
    ),
    "sexagesimal": Case(after("measure: " + "1:" * LONG + "1\n"), "REG-011", 4, 10, "characters"),
}
"""What is YAML, and has no place in a register."""

NO_RECORD: Final = {
    "nothing": Case(b"", "REG-005", 1, 1, "empty"),
    "only-a-bom": Case(codecs.BOM_UTF8, "REG-005", 1, 1, "empty"),
    "only-comments": Case(b"# to do\n", "REG-005", 1, 1, "empty"),
    "only-null": Case(b"null\n", "REG-005", 1, 1, "empty"),
    "only-a-start": Case(b"---\n", "REG-005", 1, 1, "empty"),
    "a-list": Case(b"- a\n- b\n", "REG-005", 1, 1),
    "a-text": Case(b"hello\n", "REG-005", 1, 1),
    "a-number": Case(b"5\n", "REG-005", 1, 1),
    "a-table": Case(b"id,title,due\nACT-1,Foo,2017-01-01\n", "REG-005", 1, 1),
    "a-pointer": Case(
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "REG-005",
        1,
        1,
    ),
}
"""What is YAML, and not a record."""

REFUSED: Final = UNREADABLE | NOT_YAML | NOT_ALLOWED | NO_RECORD

ACCEPTED: Final = {
    "plain": ACTION.encode(),
    "bom": codecs.BOM_UTF8 + ACTION.encode(),
    "windows": ACTION.replace("\n", "\r\n").encode(),
    "windows-with-bom": codecs.BOM_UTF8 + ACTION.replace("\n", "\r\n").encode(),
    "no-end-of-line": ACTION.rstrip("\n").encode(),
    "trailing-spaces": ACTION.replace("\n", "   \n").encode(),
    "start": f"---\n{ACTION}".encode(),
    "start-with-a-comment": f"--- # the record\n{ACTION}".encode(),
    "end": after("...\n"),
    "end-with-a-comment": after("... # done\n# really\n"),
    "yaml-1.2": f"%YAML 1.2\n---\n{ACTION}".encode(),
    "conflict-in-comments": after("# <<<<<<< HEAD\n# =======\n  # >>>>>>> x\n"),
    "conflict-in-a-sentence": after("measure: see >>>>>>> below\n"),
    "comments": after("# c\n" * 20_000),
    "blank-lines": after("\n" * 50_000),
    "long-comment": after("#" * 100_000 + "\n"),
    "quoted-date": ACTION.replace("2017-12-15", "'2017-12-15'").encode(),
    "folded": after("title: >-\n  Improve recording\n  of strategy discussions\n"),
    "apostrophes": after("title: Barnardo's review of children's centres\n"),
    "doubled-apostrophe": after("title: 'Barnardo''s review'\n"),
    "quotation-marks": after('title: The "voice of the child" again\n'),
    "long-title": after("title: " + "A" * 200 + "\n"),
    "ampersand-inside": after("measure: R&D #1 at 12:30 (a#b) \u2265 90%\n"),
    "address": after("source: https://example.org/a?b=c#d\n"),
    "address-in-a-mapping": after("extensions: {u: http://example.org/x, t: 12:30}\n"),
    "escapes": after('measure: "a\\tb\\r\\nc \\u00e9 \\"d\\" \\\\"\n'),
    "line-folded-by-a-backslash": after('measure: "a\\\n  b"\n'),
    "json": b'{"action": "a", "owner": {"agency": "a-constabulary", "role": "b"},\n'
    b' "due": "2017-12-15"}\n',
    "explicit-key": after("? measure\n: x\n"),
    "emoji": after("measure: \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\n"),
    "accents": after("measure: cafe\u0301 caf\u00e9 \u00a0\u2013 \u20ac\n"),
    "zalgo": after("measure: A" + "\u0301\u0302\u0303" * 100 + "\n"),
    "empty-list": after("arises_from: []\n"),
    "16-deep": after("extensions: {a: " + "[" * 14 + "]" * 14 + "}\n"),
    "20000-characters": after("measure: " + "x" * LONG + "\n"),
}
"""What looks odd, and is a record all the same."""

TABS: Final = {
    "after-a-value": ACTION.replace("\n", "\t\n").encode(),
    "after-a-colon": ACTION.replace(": ", ":\t", 1).encode(),
    "before-a-comment": after("measure: x\t# y\n"),
    "in-brackets": b'{\n\t"action": "a",\n\t"owner": {"agency": "a-constabulary", "role": "b"},\n'
    b'\t"due": "2017-12-15"\n}\n',
}
"""Tabs that indent nothing: libyaml reads past them, the parser in Python may refuse them."""
