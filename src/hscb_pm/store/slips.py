"""Why a file cannot be read: slips of the keyboard in plain words, with the mend."""

import re
from typing import Final


class Refusal(Exception):  # noqa: N818, a refusal is what it is
    """A file that cannot be read as a record: the code, what is wrong, what to do, and where."""

    def __init__(self, code: str, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        super().__init__(code, message, fix, line, column)  # all, so that it can be sent
        self.code, self.message, self.fix, self.line, self.column = code, message, fix, line, column


def unreadable(message: str, fix: str, line: int = 1, column: int = 1) -> Refusal:
    """A file whose text cannot be had."""
    return Refusal("REG-001", message, fix, line, column)


_FAULTS: Final = (
    (
        "could not find expected ':'",
        "a line without `key: value`",
        "Write `key: value`, with a space after the colon; put long text after `>-`.",
    ),
    (
        "mapping values are not allowed",
        "a second `: ` in one line",
        "Put the text in quotes, or after `>-` on a line of its own.",
    ),
    (
        "did not find expected key",
        "this line does not stand where a key could",
        "Line it up with the keys above, or put the text above in quotes.",
    ),
    (
        "expected <block end>",
        "this line does not stand where a key could",
        "Line it up with the keys above, or put the text above in quotes.",
    ),
    (
        "did not find expected '-'",
        "this line does not belong to the list above",
        "Start it with `- `, or line it up with a key.",
    ),
    (
        "did not find expected ',' or",
        "a comma is missing, or a bracket is not closed",
        "Put a comma between entries, and close with `]` or `}`.",
    ),
    (
        "expected ',' or",
        "a comma is missing, or a bracket is not closed",
        "Put a comma between entries, and close with `]` or `}`.",
    ),
    (
        "unexpected end of stream",
        "a quotation mark is not closed",
        "Close it, or double it if it belongs to the text.",
    ),
    ("unexpected document indicator", "a quotation mark is not closed", "Close it."),
    (
        "found undefined tag handle",
        "a tag (`!name`)",
        "Delete it; put text that starts with `!` in quotes.",
    ),
    (
        "undefined alias",
        "an alias (`*name`)",
        "Write the value out; put text that starts with `*` in quotes.",
    ),
    (
        "unknown escape character",
        "a `\\` in double quotes that means nothing",
        "Use single quotes, or write `\\\\`.",
    ),
    (
        "did not find expected hexdecimal",
        "a `\\` in double quotes that means nothing",
        "Use single quotes, or write `\\\\`.",
    ),
    (
        "expected escape sequence",
        "a `\\` in double quotes that means nothing",
        "Use single quotes, or write `\\\\`.",
    ),
    (
        "invalid Unicode",
        "a `\\` in double quotes that means nothing",
        "Write the character itself.",
    ),
    (
        "while scanning a block scalar",
        "text that starts with `>` or `|`",
        "Put the text in quotes.",
    ),
    (
        "mapping keys are not allowed",
        "text that starts with `?`",
        "Put the text in quotes.",
    ),
    ("version minor part", "a register is written in YAML 1.2", "Delete the `%YAML` line."),
    (
        "while scanning an alias",
        "an alias (`*name`)",
        "Write the value out; put text that starts with `*` in quotes.",
    ),
    (
        "while scanning an anchor",
        "an anchor (`&name`)",
        "Write each value out; put text that starts with `&` in quotes.",
    ),
    (
        "expected alphabetic or numeric",
        "an anchor or alias without a name",
        "Put text that starts with `*` or `&` in quotes.",
    ),
    (
        "did not find expected alphabetic",
        "an anchor or alias without a name",
        "Put text that starts with `*` or `&` in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "a list starts in the middle of a line",
        "Start the list on a line of its own.",
    ),
    (
        "sequence entries are not allowed",
        "a list starts in the middle of a line",
        "Start the list on a line of its own.",
    ),
    (
        "did not find expected <document start>",
        "text after the end of the record",
        "Delete what comes after `...`.",
    ),
    ("incompatible YAML document", "a register is written in YAML 1.2", "Delete the `%YAML` line."),
    ("cannot start any token", "this character cannot stand here", "Put the text in quotes."),
)


_WHERE_IT_OPENS: Final = (
    "could not find expected ':'",  # the key, not the line after it
    "unexpected end of stream",  # the quotation mark, not the end of the file
    "unexpected document",
    "while scanning an anchor",
    "while scanning an alias",
)
_NOT_ALLOWED: Final = ("a tag", "an alias", "an anchor", "a register is written")


def not_yaml(fault: Exception, text: str) -> Refusal:
    """Say in plain words what the parser stumbled over; its own words may quote the file."""
    said = f"{getattr(fault, 'problem', '') or fault} {getattr(fault, 'context', '')}"
    lines = text.split("\n")
    line, column = _stumbled(fault, said)
    before = lines[line][:column] if line < len(lines) else ""
    if line < len(lines) and "\t" in lines[line][: column + 1]:
        tab = lines[line].index("\t")
        if not lines[line][:tab].strip():
            fix = "Indent with spaces; a tab is no indentation in YAML."
            return Refusal("REG-002", "a tab at the start of the line", fix, line + 1, tab + 1)
    if line < len(lines) and "\xa0" in lines[line]:
        column = lines[line].index("\xa0")
        message = "a no-break space, which looks like a space and is none"
        return Refusal("REG-002", message, "Type the space again.", line + 1, column + 1)
    for words, message, fix in _closer(before, text) + _FAULTS:
        if words in said:
            code = "REG-011" if message.startswith(_NOT_ALLOWED) else "REG-002"
            return Refusal(code, message, fix, line + 1, column + 1)
    fix = "Compare with a file that is right: `key: value`, lined up with spaces."
    return Refusal("REG-002", "this is not YAML", fix, line + 1, column + 1)


def _stumbled(fault: Exception, said: str) -> tuple[int, int]:
    at, since = getattr(fault, "problem_mark", None), getattr(fault, "context_mark", None)
    opens = any(words in said for words in _WHERE_IT_OPENS)
    if since and at and (opens or ("parsing a flow" in said and since.line != at.line)):
        at = since
    mark = at or since
    return (mark.line, mark.column) if mark else (0, 0)


def _closer(before: str, text: str) -> tuple[tuple[str, str, str], ...]:
    """What the words before the place tell apart, and the parser does not."""
    found = []
    if before.strip():
        for words in ("did not find expected key", "expected <block end>"):
            message = "text after a closed quotation mark or bracket"
            fix = "Put the whole text in quotes, and double a quotation mark that belongs to it."
            found.append((words, message, fix))
    if before.strip() and ": " not in before:
        message = "this line is indented further than the key above"
        fix = "Line it up with the keys above, or put the text above after `>-`."
        found.append(("mapping values are not allowed", message, fix))
    if not re.search(r"^\.\.\.", text, re.MULTILINE):
        message = "this line does not stand where a key could"
        found.append(("<document start>", message, "Line it up with the keys above."))
    return tuple(found)
