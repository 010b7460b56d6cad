"""A line and one name in it: what goes before, what follows, what else the sentence says."""

from bisect import bisect_left
from functools import cached_property

from hscb_pm.privacy import cues
from hscb_pm.privacy.names import CASE_WORDS, NO_NAME, ORGANISATION, ROLES, TITLES
from hscb_pm.privacy.tokens import Run, Token, tokens

NOT_ALONE = NO_NAME | CASE_WORDS | ROLES | ORGANISATION
"""Words with a capital that are no name of their own."""

_NOT_IN_NAMES = NO_NAME | ORGANISATION | ROLES | TITLES

_SENTENCE = 150
"""Characters on each side in which a sentence is looked for."""
_SHORT_NOTE = 200
"""Characters of a note that tells of one matter; in a longer one, a sentence does."""
_BEHIND, _AHEAD = 70, 60


class Note:
    """A line and its words."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.words = tokens(line)
        self.lows = {word.low for word in self.words}
        self._starts = [word.start for word in self.words]

    def sentence(self, start: int, end: int) -> set[str]:
        """The words of the sentence around a stretch."""
        low = max(0, start - _SENTENCE)
        for match in cues.SENTENCE.finditer(self.line, low, start):
            low = match.end()
        stop = cues.SENTENCE.search(self.line, end, end + _SENTENCE)
        high = stop.start() if stop else end + _SENTENCE
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return {word.low for word in self.words[first:last] if word.end <= high}

    def before(self, at: int, many: int = 1) -> list[str]:
        """As many words as are asked for that go before the one at a position."""
        return [word.low for word in self.words[max(0, at - many) : at]]


class Name:
    """Words that may be one name, in their note."""

    def __init__(self, note: Note, run: Run) -> None:
        self.note = note
        self.first, self.last = run
        self.words: list[Token] = note.words[self.first : self.last]
        self.sorts = "".join(word.sort for word in self.words)
        self.start, self.end = self.words[0].start, self.words[-1].end
        self.owns = self.words[-1].owns
        self.sure = "G" in self.sorts or "g" in self.sorts
        self.also_word = "A" in self.sorts

    @cached_property
    def text(self) -> str:
        """The name in small letters."""
        return " ".join(word.low for word in self.words)

    @cached_property
    def full(self) -> bool:
        """Two words or more, such as a given name and a surname."""
        return (
            len(self.words) > 1
            and self.sorts[-1] in "GAC"
            and self.words[-1].low not in NO_NAME
            and self.words[0].low not in NOT_ALONE
        )

    @cached_property
    def behind(self) -> str:
        """What goes before in the line."""
        return self.note.line[max(0, self.start - _BEHIND) : self.start]

    @cached_property
    def ahead(self) -> str:
        """What follows in the line, after the ending of a possessive and a closing quote."""
        after = self.note.line[self.end : self.end + _AHEAD]
        if self.owns:
            after = after[2:] if after[1:2] in {"s", "S"} else after[1:]
        quote = self.behind[-1:]
        if quote in {'"', "'"} and after[:1] == quote:
            after = after[1:]
        return after

    @cached_property
    def after(self) -> Token | None:
        """The next word."""
        words = self.note.words
        return words[self.last] if self.last < len(words) else None

    @cached_property
    def gap_behind(self) -> str:
        """What stands between the word before and the name."""
        if not self.first:
            return ""
        return self.note.line[self.note.words[self.first - 1].end : self.start]

    @cached_property
    def gap_ahead(self) -> str:
        """What stands between the name and the next word."""
        return self.note.line[self.end : self.after.start] if self.after else ""

    @cached_property
    def sentence(self) -> set[str]:
        """The words of its sentence."""
        return self.note.sentence(self.start, self.end)

    @property
    def nearby(self) -> set[str]:
        """All words of a short note, the words of its sentence in a long one."""
        return self.note.lows if len(self.note.line) <= _SHORT_NOTE else self.sentence

    @cached_property
    def is_plain(self) -> bool:
        """No word of it is one of an organisation, of a role, an abbreviation or has digits."""
        return not any(
            word.low in _NOT_IN_NAMES
            or self.note.line[word.start : word.end].isupper()
            or any(char.isdigit() for char in word.low)
            for word in self.words
        )
