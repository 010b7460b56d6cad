"""A Section 11 cycle in words: how each return stands, and what a board wants to know of all."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from hscb_pm.models.record import shorten
from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.queries.matrix import DOUBTED_BELOW, Came, Cell, Matrix, ReturnRow
from hscb_pm.register import Register
from hscb_pm.words import count

AGAIN: Final = "to be reconfirmed"
NO_ANSWER: Final = "no answer"
NOT_KNOWN: Final = "not known"


class Section(NamedTuple):
    """What a board wants to know of a cycle: a sentence, and the cases."""

    heading: str
    said: str
    lines: list[str]


class Sheet(NamedTuple):
    """The matrix of a register, in words."""

    register: Register
    matrix: Matrix

    def name(self, agency: str) -> str:
        """An agency as people call it."""
        return self.register.title_of(agency)

    def head(self) -> str:
        """Which cycle it is, and of which day."""
        cycle = self.matrix.cycle
        start = "opened" if cycle.opened <= self.matrix.today else "to be opened"
        said = f"{cycle.title} ({cycle.id}), {start} on {say(cycle.opened)}, due {say(cycle.due)}"
        return f"{said}; as at {say_with_weekday(self.matrix.today)}"

    def legend(self) -> list[str]:
        """What the words of the matrix mean."""
        grades = [
            f"{step.grade} ({'falls short' if step.shortfall else 'no shortfall'}): {step.means}"
            for step in self.matrix.cycle.scale
        ]
        return [
            *grades,
            "a→b: the agency's own grade, and the grade after moderation where it differs",
            f"{NO_ANSWER}: nothing that counts; an answer counts once its return has come",
            f"{AGAIN}: carried forward from an earlier cycle, and no answer until it is confirmed",
        ]

    def came(self, row: ReturnRow) -> str:
        """Whether a return has come, and how late."""
        if row.came is Came.NOT_KNOWN:
            return f"{NOT_KNOWN}: its file could not be read"
        if row.received is None:
            return f"due {say(row.due)}, {days_apart(row.due, self.matrix.today)}"
        own = "" if row.due == self.matrix.cycle.due else f", due {say(row.due)}"
        late = f"{count(row.days_late or 0, 'day')} late" if row.days_late else f"on time{own}"
        return f"came on {say(row.received)}, {late}"

    def answers(self, row: ReturnRow) -> str:
        """The words of a row, each with the standards that it is said of, the weakest first."""
        found: dict[str, list[str]] = {}
        for cell in row.cells:
            found.setdefault(word(row, cell), []).append(str(cell.standard))
        scale = [step.grade for step in self.matrix.cycle.scale]
        final = {said: said.rpartition("→")[2] for said in found}
        ranked = sorted(
            found, key=lambda said: scale.index(final[said]) if final[said] in scale else len(scale)
        )
        said = ranked if row.received else [AGAIN] if AGAIN in found else []
        return ", ".join(f"{each} ({', '.join(found[each])})" for each in said)

    def sections(self) -> Iterator[Section]:
        """The answers that a board wants, one after the other."""
        yield self.returns()
        yield self._weakest()
        yield self._moderated()
        yield self._doubted()
        yield self.changes()
        yield self._without_action()
        yield self._waiting()

    def returns(self) -> Section:
        """How many returns came, and those that were late or have not come."""
        rows = self.matrix.returns
        early, late = self.matrix.that(Came.ON_TIME), self.matrix.that(Came.LATE)
        overdue, awaited = self.matrix.that(Came.OVERDUE), self.matrix.that(Came.AWAITED)
        unread = self.matrix.that(Came.NOT_KNOWN)
        said = f"Of {count(len(rows), 'return')}: {len(early)} came on time, {len(late)} late; "
        said += f"{len(overdue)} overdue, {len(awaited)} not due yet"
        said += f", {len(unread)} {NOT_KNOWN}." if unread else "."
        if self.matrix.confidential:
            hidden = count(
                self.matrix.confidential, "confidential return is", "confidential returns are"
            )
            said += f" {hidden} left out and not counted."
        lines = [
            f"{self.name(r.agency)}: {self.came(r)}" for r in [*late, *overdue, *awaited, *unread]
        ]
        return Section("Returns", said, lines or ["All came on time." if rows else "None."])

    def _or_why_none(self, lines: list[str], nothing: str | None = None) -> list[str]:
        """The cases; where there are none, whether that is because nothing was there to look at."""
        if lines:
            return lines
        if not any(row.received for row in self.matrix.returns):
            unread = self.matrix.that(Came.NOT_KNOWN)
            return [f"No return {'that can be read ' if unread else ''}has come yet."]
        if not any(c.shortfall is not None for row in self.matrix.returns for c in row.cells):
            return ["No answer has a grade that counts yet."]
        return [nothing or "None."]

    def _weakest(self) -> Section:
        standards = self.register.standards
        texts = {s.standard: shorten(s.text) for s in standards.standards} if standards else {}
        lines = [
            f"{weak.standard}. {texts.get(weak.standard, '')}: "
            f"{weak.short} of {count(weak.graded, 'agency', 'agencies')}"
            for weak in self.matrix.weakest
        ]
        said = "How many agencies fall short, of those with a grade. Grades are never averaged."
        return Section("Standards that most fall short of", said, self._or_why_none(lines))

    def _moderated(self) -> Section:
        lines = [
            f"{self._place(d.agency, d.standard)}: {d.own}→{d.moderated}; "
            f"{d.reason or 'nothing says why'}"
            for d in self.matrix.moderated
        ]
        is_any = any(cell.moderated for row in self.matrix.returns for cell in row.cells)
        nothing = None if is_any else "No grade has been moderated yet."
        heading = "Moderated otherwise than graded"
        return Section(heading, "", self._or_why_none(lines, nothing))

    def _doubted(self) -> Section:
        of, whole = DOUBTED_BELOW
        lines = [
            f"{self._place(d.agency, d.standard)}, {d.question}: {d.yes} of {d.answered} said yes; "
            f"graded {d.own}, " + (f"moderated {d.moderated}" if d.moderated else "not moderated")
            for d in self.matrix.doubted
        ]
        said = "Graded by the agency as no shortfall, while of the practitioners who answered "
        said += f"fewer than {of} in {whole} said yes."
        is_any = any(cell.survey for row in self.matrix.returns for cell in row.cells)
        nothing = None if is_any else "No return came with a survey of these standards."
        heading = "Self-assessment and survey differ"
        return Section(heading, said, self._or_why_none(lines, nothing))

    def changes(self) -> Section:
        """What changed since the cycle before."""
        found = self.matrix.changes
        if found.since is None:
            lines = ["There is no earlier cycle to compare with."]
            return Section("Since the cycle before", "", lines)
        said = f"Answers that have a grade in {found.since} too: {found.compared}. Only whether "
        said += "they fall short is compared: a scale belongs to its cycle."
        lines = [
            f"{self._place(change.agency, change.standard)}: "
            f"{'falls short now' if change.falls_short else 'no longer falls short'}"
            for change in sorted(found.rows, key=lambda change: not change.falls_short)
        ]
        nothing = None if found.compared else "There is nothing to compare."
        return Section("Since the cycle before", said, self._or_why_none(lines, nothing))

    def _without_action(self) -> Section:
        lines = [
            f"{self._place(found.agency, found.standard)}: {found.grade}"
            for found in self.matrix.without_action
        ]
        return Section("Shortfalls without an action", "", self._or_why_none(lines))

    def _waiting(self) -> Section:
        moderation = self.matrix.cycle.moderation
        said = "No moderation is planned."
        if moderation:
            until, by = say(moderation.until), self.name(moderation.by)
            said = f"Moderation by the {by} is planned until {until}."
            if self.matrix.to_moderate:
                apart = days_apart(moderation.until, self.matrix.today)
                said = f"Moderation by the {by} is due {until}, {apart}."
        lines = [
            f"{self.name(w.agency)}: {count(w.answers, 'answer')} to be moderated"
            for w in self.matrix.to_moderate
        ]
        lines += [
            f"{self.name(w.agency)}: {count(w.answers, 'answer')} {AGAIN}"
            for w in self.matrix.to_reconfirm
        ]
        return Section("Still to be moderated or reconfirmed", said, self._or_why_none(lines))

    def _place(self, agency: str, standard: int) -> str:
        return f"{self.name(agency)}, standard {standard}"


def word(row: ReturnRow, cell: Cell) -> str:
    """What a cell says: the agency's own grade, and the moderated one where it differs."""
    if row.came is Came.NOT_KNOWN:
        return NOT_KNOWN
    if cell.to_be_reconfirmed:
        return AGAIN
    own = cell.own or NO_ANSWER
    return own if cell.moderated in (None, own) else f"{own}→{cell.moderated}"
