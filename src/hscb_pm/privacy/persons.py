"""Names of persons where a child's or a family's case is told.

A name alone proves nothing: registers and papers are full of authors, schools and professionals.
What counts is what stands beside it: an age, a kinship, a label, a possession such as a plan.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hscb_pm.privacy import cues
from hscb_pm.privacy.names import (
    CASE_WORDS,
    FAMILY,
    MINUTED,
    NARROW,
    NO_NAME,
    OF_THE_CHILD,
    ORGANISATION,
    PUBLISHED,
    RELATIONS,
    ROLES,
    STRONG_CASE,
    SURNAMES_TOO,
    TITLES,
    given_names,
)
from hscb_pm.privacy.numbers import Found

_NOT_FIRST = NO_NAME | RELATIONS | {"mr", "mrs", "ms", "miss", "mx"}
_BEFORE_NAMES = ROLES | MINUTED | CASE_WORDS
_NOT_ALONE = NO_NAME | CASE_WORDS | ROLES | ORGANISATION
_NOT_IN_NAMES = NO_NAME | ORGANISATION | ROLES | TITLES
_COURTESY = {"mr", "mrs", "ms", "miss", "mx"}
_TWO = 2
_NOTE = 200
"""Characters of a note that tells of one matter; in a longer one, a sentence does."""
_SHORT = 4
_CELL_ENDS = {"", "|", ";", "\t", "\n"}


class Token(NamedTuple):
    """A word of the line, without the possessive ending; `sort` is what its letters say of it."""

    start: int
    end: int
    low: str
    sort: str
    owns: bool


def tokens(line: str) -> list[Token]:
    """The words, each sorted: Given, given in small letters, also a word, Initial, Capital, other."""  # noqa: E501 - one pattern
    sure, also = given_names()
    result = []
    for match in cues.TOKEN.finditer(line):
        word, start = match[0], match.start()
        owns = False
        if word.endswith(("'s", "'S")):
            word, owns = word[:-2], True
        elif word.endswith("'"):
            word, owns = word[:-1], word.endswith(("s'", "z'"))
        low = word.lower()
        first = low.partition("-")[0]
        if word[:1].isupper():
            if len(word) == 1:
                sort = "I"
            elif low in sure or (first in sure and "-" in word and low not in RELATIONS):
                sort = "G"
            elif low in also or (first in also and "-" in word and word[len(first) + 1].isupper()):
                sort = "A"
            else:
                sort = "C"
            if (
                sort in "GA"
                and len(word) > 3  # noqa: PLR2004 - a small count
                and not (word[1:].islower() or "-" in word or word.isupper())
            ):
                sort = "C" if sort == "A" else sort
        else:
            sort = "g" if low in sure and len(low) > 2 else "l"  # noqa: PLR2004 - a small count
        result.append(Token(start, start + len(word), low, sort, owns))
    return result


class Run(NamedTuple):
    """Words that may be one name: positions among the tokens, from the first to after the last."""

    first: int
    last: int


def _runs(line: str, words: list[Token]) -> Iterator[Run]:
    at = 0
    while at < len(words):
        if words[at].sort == "l":
            at += 1
            continue
        end = at + 1
        if words[at].sort == "g":
            yield Run(at, end)
            at = end
            continue
        while end < len(words) and not words[end - 1].owns and end - at < 6:  # noqa: PLR2004
            gap = line[words[end - 1].end : words[end].start]
            near = gap == " " or (gap in {". ", "."} and words[end - 1].sort == "I")
            if not near:
                break
            if words[end].sort in "GACI":
                end += 1
            elif (
                words[end].low in cues.PARTICLES
                and end + 1 < len(words)
                and words[end + 1].sort in "GAC"
            ):
                end += 2
            else:
                break
        yield Run(at, end)
        at = end


class _Reader:
    """One line, and what stands around each name in it."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.words = tokens(line)
        self.lows = {w.low for w in self.words}

    def sentence(self, start: int, end: int) -> set[str]:
        low = max(
            (m.end() for m in cues.SENTENCE.finditer(self.line, max(0, start - 150), start)),
            default=max(0, start - 150),
        )
        stop = cues.SENTENCE.search(self.line, end, end + 150)
        high = stop.start() if stop else end + 150
        return {w.low for w in self.words if low <= w.start and w.end <= high}

    def before(self, at: int, many: int = 1) -> list[str]:
        return [w.low for w in self.words[max(0, at - many) : at]]

    def names(self) -> Iterator[tuple[int, int]]:
        """Spans of the names, those found by what is beside them and their neighbours in a list."""
        runs = [trimmed for run in _runs(self.line, self.words) if (trimmed := self._trim(run))]
        told = [self._is_told(run) for run in runs]
        for order in (range(1, len(runs)), range(len(runs) - 2, -1, -1)):
            for n in order:
                other = n - 1 if order.step == 1 else n + 1
                told[n] = told[n] or (
                    told[other] and self._listed(runs[min(n, other)], runs[max(n, other)], runs[n])
                )
        for run, yes in zip(runs, told, strict=True):
            if yes:
                yield self.words[run.first].start, self.words[run.last - 1].end

    def _trim(self, run: Run) -> Run | None:
        """Without words before the name, and without what is a place, a title or an institution."""
        words = self.words
        first, last = run
        while first < last and words[first].sort in "CA" and words[first].low in _NOT_FIRST:
            if (
                words[first].sort == "A"
                and (words[first].low not in NO_NAME or first + 1 == last)
                and words[first].low not in RELATIONS
            ):
                break
            first += 1
        for at in range(first, last):
            if (
                words[at].sort == "G"
                and at > first
                and words[first].sort == "C"
                and words[first].low in _BEFORE_NAMES
            ):
                first = at
        while (
            last > first
            and words[last - 1].sort == "C"
            and words[last - 1].low in _NOT_FIRST
            and words[last - 1].low not in ORGANISATION
        ):
            last -= 1
        return Run(first, last) if first < last else None

    def _listed(self, one: Run, two: Run, new: Run) -> bool:
        gap = self.line[self.words[one.last - 1].end : self.words[two.first].start].removeprefix(
            "'s"
        )
        sorts = {w.sort for w in self.words[new.first : new.last]}
        joined = cues.JOINS.fullmatch(re.sub(r" ?\(.{0,12}\)|,? aged \d+|,? \d{1,2}(?=,)", "", gap))
        return (
            bool(joined)
            and bool(sorts & set("GAg"))
            and not self._institution(new)
            and not self._at_work(new)
        )

    def _institution(self, run: Run) -> bool:
        words = self.words
        inside = {w.low for w in words[run.first : run.last]}
        after = words[run.last] if run.last < len(words) else None
        touching = after is not None and self.line[words[run.last - 1].end : after.start] in {
            " ",
            "'s ",
            "' ",
            "-",
            "'s' ",
        }
        if inside & ORGANISATION - {words[run.first].low} or any(
            w.low in ORGANISATION for w in words[run.first : run.last] if w.sort == "C"
        ):
            return True
        if (
            touching
            and after is not None
            and after.low in ORGANISATION
            and (after.sort != "l" or not words[run.last - 1].owns)
        ):
            return after.sort != "l" or after.low in {
                "inquiry",
                "enquiry",
                "report",
                "review",
                "academy",
                "school",
                "hospital",
                "hospice",
                "judgment",
                "trust",
                "centre",
                "model",
                "scale",
                "test",
                "principles",
                "guidelines",
                "competence",
                "competent",
                "foundation",
                "framework",
                "principle",
                "house",
                "street",
                "road",
                "ward",
            }
        if (
            touching
            and after is not None
            and words[run.last - 1].owns
            and after.sort in "CGA"
            and after.low in NO_NAME | ORGANISATION
            and after.low not in OF_THE_CHILD
        ):
            return True
        name = " ".join(w.low for w in words[run.first : run.last])
        if any(name.startswith(p) or p in name for p in PUBLISHED):
            return True
        near = self.line[max(0, words[run.first].start - 5) : words[run.first].start].lower()
        ahead = self.line[words[run.last - 1].end :][:40].lower()
        return near.endswith("the ") and bool(
            re.match(
                r"(?:'s)? (?:serious case |case |inquiry|independent )?(?:review|inquiry|report|scr"
                r"|case)\b(?! (?:was|were|file|meeting|conference))",
                ahead,
            )
        )

    def _at_work(self, run: Run) -> bool:
        """A title or a role goes before, or a role or what is done in minutes comes after."""
        words = self.words
        before = self.before(run.first, 3)
        if (
            before
            and (
                before[-1] in TITLES
                or (
                    before[-1] in ROLES | {"by"}
                    and self._gap_before(run) in {" ", ": ", ", ", " - "}
                )
            )
            and not (
                before[-1] in {"named", "member", "social", "education", "police"}
                and before[-1:] != ["officer"]
                and before[-2:-1] != ["the"]
            )
        ):
            return True
        if words[run.first].low in TITLES:
            return True
        if words[run.last - 1].owns:
            return False
        after = words[run.last : run.last + 4]
        if not after:
            return False
        gap = self.line[words[run.last - 1].end : after[0].start]
        if (
            gap in {", ", " (", " - ", ": ", "; ", ",", " | ", " / "}
            and ({w.low for w in after[:3]} & ROLES)
            and after[0].low not in RELATIONS
        ):
            return not re.match(
                r"[^)]{0,20}\b(?:mother|father|mum|dad|sibling|aged|dob)\b",
                self.line[after[0].start :],
            )
        return gap == " " and after[0].low == "et"

    def _gap_before(self, run: Run) -> str:
        return (
            self.line[self.words[run.first - 1].end : self.words[run.first].start]
            if run.first
            else ""
        )

    def _is_told(self, run: Run) -> bool:  # noqa: C901, PLR0911, PLR0912 - one question after another
        words = self.words[run.first : run.last]
        sorts = "".join(w.sort for w in words)
        start, end = words[0].start, words[-1].end
        ahead, behind = self.line[end : end + 60], self.line[max(0, start - 70) : start]
        named = words[-1].low in SURNAMES_TOO and (
            cues.LABEL.search(behind) or cues.AGE.match(ahead) or cues.BORN.match(ahead)
        )
        if (self._institution(run) and not named) or words[0].low in TITLES:
            return False
        sure, maybe = "G" in sorts or "g" in sorts, "A" in sorts
        full = (
            len(words) >= _TWO
            and sorts[-1] in "GAC"
            and words[-1].low not in NO_NAME
            and words[0].low not in _NOT_ALONE
        )
        if words[0].sort == "g" or sure:
            pass
        elif not maybe and all(
            w.low in _NOT_ALONE
            or (w.sort == "C" and self.line[w.start : w.end].isupper() and len(w.low) < 5)  # noqa: PLR2004 - a small count
            for w in words
        ):
            return False
        if words[-1].owns:
            ahead = ahead[2:] if ahead[1:2] in {"s", "S"} else ahead[1:]
        if self._labelled(behind, sorts, full=full):
            return not self._at_work(run)
        age = cues.AGE.match(ahead)
        if (
            age
            and (sure or maybe or full)
            and (age[1] or sure)
            and not (maybe and not sure and not age[1])
        ):
            return bool(sure or full or age[1].lower().startswith("age") or "old" in age[1])
        if cues.BORN.match(ahead) and (sure or full or maybe):
            return True
        if cues.AGE_BEFORE.search(behind) and (sure or maybe or sorts[0] == "C"):
            return True
        if self._owned(run, ahead, sure=sure, maybe=maybe or full):
            return True
        if self._related(run, behind, ahead, sure=sure, maybe=maybe, full=full):
            return True
        if (
            cues.FAMILY_OF.match(self.line[end : end + 40])
            and re.search(r"\b[Tt]he $", behind)
            and len(words) == 1
        ):
            return (
                words[0].low not in NO_NAME
                and not words[0].low.endswith(("shire", "ish", "ian", "ese", "ean"))
                and not self.line[start:end].isupper()
            )
        if (
            sorts[0] == "I"
            and sorts[-1] in "CA"
            and not any(w.low in NO_NAME | ORGANISATION for w in words[1:])
            and len(words[-1].low) > _TWO
            and words[-1].low not in NO_NAME
        ):
            return (
                len(words) <= 3  # noqa: PLR2004 - a small count
                and bool(cues.NOTE_WORDS.search(self.line))
                and not self._at_work(run)
                and not self._cited(ahead)
            )
        if self._addressed(run):
            return not self._at_work(run)
        if maybe and not sure and (words[0].low in NO_NAME or not cues.DID.match(ahead)):
            return False
        return (sure or maybe) and self._in_a_note(run, behind, ahead, small=sorts[0] == "g")

    def _cited(self, ahead: str) -> bool:
        return bool(
            re.match(
                r"[ ,]{0,2}(?:\(?(?:19|20)\d\d|et al|and others|& [A-Z]\w+,? \(?(?:19|20))", ahead
            )
        )

    def _labelled(self, behind: str, sorts: str, *, full: bool) -> bool:
        if cues.LABEL.search(behind):
            return (
                full
                or any(s in sorts for s in "GAg")
                or bool(re.search(r"name", behind[-25:], re.IGNORECASE))
            )
        if cues.NAME_LABEL.search(behind):
            return "G" in sorts and full and not (self.lows & ROLES) and "Given" not in sorts
        return bool(cues.NAMED_ONLY.search(behind)) and sorts[0] != "I"

    def _owned(self, run: Run, ahead: str, *, sure: bool, maybe: bool) -> bool:  # noqa: PLR0911 - one question after another
        """`Ava's plan`, and where the name may be a word, `Grace's mother`."""
        if not self.words[run.last - 1].owns or not (sure or maybe):
            return False
        if self._gap_before(run) == " " and (self.before(run.first) or [""])[
            0
        ] in TITLES | ROLES | {"st"}:
            return False
        owned = cues.WHOSE.match(ahead.lstrip())
        if not owned:
            return False
        near = re.findall(r"[A-Za-z-]+", ahead)[:3]
        lows = [w.lower() for w in near]
        if any(w[:1].isupper() and w.lower() in ORGANISATION for w in near[:2]):
            return False
        if not sure:
            return bool(set(lows[:2]) & NARROW)
        if lows and lows[0] in OF_THE_CHILD:
            return True
        return bool(set(lows) & OF_THE_CHILD) and bool(
            set(lows) & FAMILY or self.lows & (FAMILY | STRONG_CASE) or len(self.words) < 14  # noqa: PLR2004 - a small count
        )

    def _related(  # noqa: PLR0913 - one question after another
        self, run: Run, behind: str, ahead: str, *, sure: bool, maybe: bool, full: bool
    ) -> bool:
        kin = cues.KIN_BEFORE.search(behind)
        if (
            kin
            and kin[0].endswith("(")
            and kin[1].lower() not in NARROW
            and not re.search(
                rf"\b(?:the|this|a|and|young|our) {kin[1]}\W*$", behind, re.IGNORECASE
            )
        ):
            kin = None
        words = self.words[run.first : run.last]
        if kin and self._kin(kin, behind):
            relation = kin[1].lower()
            tight = kin[0][len(kin[1]) :].strip(" \"'") in {
                "",
                ",",
                "of",
                "(",
                ":",
                "is",
                "named",
                "called",
                "-",
                "s",
            }
            if sure:
                return not (
                    relation in {"partner", "partners", "parent", "parents", "child"}
                    and self._at_work(run)
                )
            small = kin[1][0].islower()
            if maybe and (small or full or ":" in kin[0] or " of" in kin[0]) and tight:
                return words[0].low not in NO_NAME or full
            if full and (small or ":" in kin[0]):
                return relation in NARROW | {
                    "partner",
                    "baby",
                    "boy",
                    "girl",
                    "child",
                    "person",
                    "pupil",
                    "carer",
                    "carers",
                    "yp",
                    "patient",
                } and self._clean(run)
            return (
                small
                and relation in NARROW
                and tight
                and not kin[0].endswith(("- ", "is ", ": ", "was "))
                and self._clean(run)
            )
        after = cues.KIN_AFTER.match(ahead) if not words[-1].owns else None
        if after and (sure or (full and self._clean(run))):
            low = after[1].lower()
            opening = after[0][: len(after[0]) - len(after[1])]
            if (
                low
                in FAMILY - {"foster", "carers", "parents", "partner", "child", "pupil", "children"}
                and opening.strip(" ")
                and not self._at_work(run)
            ):
                return sure or "(" in opening or "," in opening
        return False

    def _kin(self, kin: re.Match[str], behind: str) -> bool:
        low = kin[1].lower()
        if low in RELATIONS - {
            "family",
            "adult",
            "user",
            "person",
            "subject",
            "foster",
            "guardian",
            "neighbour",
            "resident",
        }:
            return True
        if low == "person":
            return bool(
                re.search(r"\byoung person\W*(?:named |called |is )?$", behind, re.IGNORECASE)
            )
        if low == "user":
            return bool(re.search(r"service user\W*$", behind, re.IGNORECASE))
        return False

    def _clean(self, run: Run) -> bool:
        return not any(
            w.low in _NOT_IN_NAMES
            or self.line[w.start : w.end].isupper()
            or w.low.isdigit()
            or any(c.isdigit() for c in w.low)
            for w in self.words[run.first : run.last]
        )

    def _addressed(self, run: Run) -> bool:
        """`Mrs Patel` where a family's story is told."""
        words = self.words
        back = words[run.first - 1].low if run.first else ""
        first = words[run.first].low
        if back not in _COURTESY and first not in _COURTESY:
            return False
        if words[run.last - 1].low in ORGANISATION or {"justice"} & set(
            self.before(run.first + 1, 2)
        ):
            return False
        nearby = self.sentence(words[run.first].start, words[run.last - 1].end)
        return bool(nearby & (NARROW | STRONG_CASE)) and not nearby & (
            ROLES
            - {
                "social",
                "health",
                "named",
                "police",
                "education",
                "services",
                "safeguarding",
                "worker",
                "children's",
            }
        )

    def _in_a_note(self, run: Run, behind: str, ahead: str, *, small: bool) -> bool:
        """A sure given name in a sentence that tells of a family or of a child's case."""
        if self._at_work(run) or self._cited(ahead):
            return False
        words = self.words
        start, end = words[run.first].start, words[run.last - 1].end
        nearby = self.sentence(start, end) if len(self.line) > _NOTE else self.lows
        if run.last < len(words) and words[run.last].sort in "CA" and words[run.last].low in NARROW:
            nearby = nearby - {words[run.last].low}  # a surname such as Gran
        follows = (
            words[run.last].low
            if run.last < len(words) and self.line[end : words[run.last].start].strip(" ") == ""
            else ""
        )
        kin = bool(nearby & (NARROW | STRONG_CASE))
        about = bool(cues.CALLED.search(behind))
        did = bool(cues.DID.match(ahead))
        if follows in MINUTED and not re.match(r" (?:told|disclosed)", ahead):
            return False
        if did and (kin or len(nearby & CASE_WORDS) > 1 or nearby & FAMILY):
            return True
        if about and (kin or nearby & (CASE_WORDS | FAMILY)):
            return not (nearby & {"chair", "director", "manager", "board", "hscb", "lscb"})
        if small:
            return kin and len(words) < 16  # noqa: PLR2004 - a small count
        office = nearby & {
            "chair",
            "board",
            "sub",
            "presented",
            "audit",
            "report",
            "hscb",
            "director",
            "manager",
            "agenda",
            "minutes",
            "apologies",
        }
        return kin and not office and len(words) < 45  # noqa: PLR2004 - a small count


def _shouted(line: str) -> Iterator[tuple[int, int]]:
    sure, also = given_names()
    for match in cues.SHOUTED.finditer(line):
        if len(match[1]) < _SHORT and line[: match.start()].rstrip(' "')[-1:] not in _CELL_ENDS:
            continue
        given = match[2].split()[0].lower()
        family = match[1].lower()
        known = given in sure or (
            given in also and given not in NO_NAME and not match[2].isupper()
        )
        tail = line[match.end() : match.end() + 8]
        if known and family not in _NOT_IN_NAMES and not re.match(r",? ?\(?(?:19|20)\d\d", tail):
            yield match.span()


def _in_file_names(line: str) -> Iterator[tuple[int, int]]:
    sure, _ = given_names()
    for match in cues.FILE.finditer(line):
        if not cues.FILE_WORDS.search(match[0]):
            continue
        parts = list(re.finditer(r"[A-Z]?[a-z']+|[A-Z]+", match[0]))
        for n, part in enumerate(parts[:-1]):
            low = part[0].lower()
            if low not in sure or len(low) < 3:  # noqa: PLR2004 - a small count
                continue
            near = [p for p in (parts[n - 1] if n else None, parts[n + 1]) if p]
            if any(
                p[0].lower() in ORGANISATION - {"review", "report", "plan"}
                for p in parts[n + 1 : n + 4]
            ):
                continue
            family = [
                p
                for p in near
                if not cues.FILE_WORDS.fullmatch(p[0])
                and p[0].lower() not in NO_NAME | CASE_WORDS
                and len(p[0]) > _TWO
                and p is not parts[-1]
            ]
            start = min([part.start(), *(p.start() for p in family[-1:])])
            end = max([part.end(), *(p.end() for p in family[-1:])])
            yield match.start() + start, match.start() + end


def persons(line: str) -> Iterator[Found]:
    """Names of children and their families, and the initials given with a date of birth."""
    for start, end in _Reader(line).names():
        yield "person_name", start, end
    for start, end in _shouted(line):
        yield "person_name", start, end
    for match in cues.INITIALS.finditer(line):
        yield "person_name", *match.span(1)
    if cues.ENDS_AS_FILE.search(line):
        for start, end in _in_file_names(line):
            yield "person_name", start, end
