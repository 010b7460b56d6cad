"""`hscb report`: board papers, ready for the agenda."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hscb_pm.cli.complete import complete_paper
from hscb_pm.cli.group import PAPERS
from hscb_pm.cli.workspace import Workspace, id_in, one_of, workspace
from hscb_pm.present.out import in_one_line

if TYPE_CHECKING:
    from hscb_pm.models import Meeting
    from hscb_pm.papers import Audience, Kind, Paper
    from hscb_pm.present.papers import Tabled
    from hscb_pm.register import Register

_EXAMPLES = """\b
Examples:
  hscb report board                        for the Board's next meeting
  hscb report board -o board.docx          a Word file; or .html, .pdf, .md
  hscb report board indicators -o papers --all-formats
  hscb report audit AUD-2017-02            of one audit; ids stand after the name
  hscb report board --meeting MTG-2017-34  for one meeting
  hscb report indicators                   what the figures say, and whom to ask
  hscb report board --audience internal    with what is not for the public

\b
Papers: board, executive, audit-subgroup, section11 [ID], agency ID,
audit ID, review ID, action-plan [ID], workplan GROUP, indicators,
cdop [ID], annual [ID], agenda GROUP, cover [ID]; hscb templates list
says what each shows."""


_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".docx": "docx", ".pdf": "pdf"}


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=PAPERS, epilog=_EXAMPLES)(report)


def report(
    ctx: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME…",
            help="Which papers; the ids of what they are about stand after the name.",
            autocompletion=complete_paper,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write it; else shown here. Several papers or formats go into a folder.",
        ),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The meeting it is for; its group's next, if not given."),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            metavar="WHO",
            help="public or internal. Without it: internal on a terminal over a private register, "
            "else public.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="md, html, docx or pdf; else as the file is named."),
    ] = None,
    all_formats: Annotated[
        bool, typer.Option("--all-formats", help="Each of the four, in a folder or beside FILE.")
    ] = False,
    reference: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="A Word file of your own, whose styles Word papers take."
        ),
    ] = None,
) -> None:
    """Write a paper for the Board: what it is asked to do, exceptions first, then each part."""
    ws = workspace(ctx)
    targets = _targets(_wanted(names), output, format, all_formats)
    if reference is not None and "docx" not in [target.format for target in targets]:
        message = "only a Word file takes styles from another; add --format docx"
        raise typer.BadParameter(message, param_hint="'--reference'")
    today = ws.today
    readers = ws.audience(audience, is_file=targets[0].file is not None)
    ws.say_left_out(today)
    _write(ws, targets, readers, meeting, reference)
    ws.end()


class _Wanted(NamedTuple):
    """A paper, and the record that it is to be about, as it was typed."""

    kind: "Kind"
    subject: str | None

    @property
    def stem(self) -> str:
        """What its file is called."""
        return f"{self.kind.name}-{self.subject}" if self.subject else self.kind.name


class _Target(NamedTuple):
    """A paper in a format, and the file that it goes into; shown here if there is none."""

    wanted: _Wanted
    format: str
    file: Path | None


def _wanted(words: list[str]) -> list[_Wanted]:
    """The papers that are asked for, each once: a name, and after it what it is to be about."""
    from hscb_pm.papers import PAPERS

    found: list[_Wanted] = []
    while words:
        name, *words = words
        kind = PAPERS[one_of("NAME", name, PAPERS)]
        subject = kind.subject
        ids: list[str] = []
        while words and subject and (words[0] not in PAPERS or not (ids or subject.default)):
            ids.append(words[0])
            words = words[1:]
        if subject and not subject.default and not ids:
            message = f"name {subject.one} after it: hscb report {name} {subject.example}"
            raise typer.BadParameter(message, param_hint=f"'{name}'")
        found += [_Wanted(kind, each) for each in ids or (None,)]
    return [*dict.fromkeys(found)]


def _targets(
    papers: list[_Wanted], output: str | None, format: str | None, all_formats: bool
) -> list[_Target]:
    """What is to be written; PDF comes last, since it may be missing."""
    from hscb_pm.present.papers import FORMATS

    wanted = one_of("--format", format, FORMATS)
    if len(papers) == 1 and not all_formats:
        return [_Target(papers[0], *_one(papers[0].stem, output, wanted))]
    if all_formats and wanted:
        message = "each format is wanted, and one is named"
        raise typer.BadParameter(message, param_hint="'--format'")
    if output == "":
        raise typer.BadParameter("no file is named; write -o FILE", param_hint="'-o' / '--output'")
    place = Path(output or ".")
    if len(papers) > 1 and (place.is_file() or place.suffix.lower() in _SUFFIXES):
        message = (
            f"several papers go into a folder, and {in_one_line(str(place))} is named as a file"
        )
        raise typer.BadParameter(message, param_hint="'-o' / '--output'")
    if len(papers) == 1 and place.suffix.lower() in _SUFFIXES:
        folder, stems = place.parent, [place.stem]
    else:
        folder, stems = place, [paper.stem for paper in papers]
    formats = FORMATS if all_formats else [wanted or "md"]
    return [
        _Target(paper, each, folder / f"{stem}.{each}")
        for each in formats
        for paper, stem in zip(papers, stems, strict=True)
    ]


def _one(stem: str, output: str | None, wanted: str | None) -> tuple[str, Path | None]:
    """The format and the file of the one paper that is asked for."""
    from hscb_pm.store.write import is_stream

    if output == "":
        raise typer.BadParameter("no file is named; write -o FILE", param_hint="'-o' / '--output'")
    if output is None:
        if wanted in ("docx", "pdf"):
            message = f"a paper of this kind goes into a file: add -o {stem}.{wanted}"
            raise typer.BadParameter(message, param_hint="'--format'")
        return wanted or "md", None
    file = Path(output)
    if is_stream(file):  # /dev/stdout says nothing by its name
        return wanted or "md", file
    named = _SUFFIXES.get(file.suffix.lower())
    if named is None:
        message = "the name of a paper ends in .md, .html, .docx or .pdf"
    elif wanted not in (None, named):
        message = f"the name of the file says {named}, and --format says {wanted}"
    else:
        return named, file
    raise typer.BadParameter(f"{in_one_line(output)}: {message}", param_hint="'-o' / '--output'")


def _write(
    ws: Workspace,
    targets: list[_Target],
    readers: "Audience",
    meeting: str | None,
    reference: str | None,
) -> None:
    """Write each paper once as Markdown, and that in each format; say how far it has come."""
    from hscb_pm.present.papers import Tabled
    from hscb_pm.store.write import is_stream, make_folder, write_file

    written: dict[_Wanted, Tabled] = {}
    styles = None if reference is None else Path(reference)
    papers = _papers(ws, readers, meeting)
    for number, (wanted, format, file) in enumerate(targets, 1):
        if wanted not in written:
            written[wanted] = papers(wanted)
        made = written[wanted].as_(format, styles)
        if file is None:
            ws.out.raw(str(made.content))
            continue
        if len(targets) > 1:
            make_folder(file.parent)
        write_file(file, made.content)
        if format == "md" and not is_stream(file):
            _write_pictures(file.parent, written[wanted].paper)
        far = f" ({number} of {len(targets)})" if len(targets) > 1 else ""
        ws.out.talk(in_one_line(f"wrote {file}, for {readers} readers{far}"))
        if made.warning:
            ws.out.talk(
                in_one_line(f"{file} is not PDF/UA, so not for all readers: {made.warning}")
            )


def _write_pictures(folder: Path, paper: "Paper") -> None:
    """Put the charts beside a paper in Markdown, which can only point at them."""
    from hscb_pm.store.write import make_folder, write_file

    for source, svg in paper.pictures.items():
        make_folder((folder / source).parent)
        write_file(folder / source, svg)


def _papers(
    ws: Workspace, readers: "Audience", meeting: str | None
) -> "Callable[[_Wanted], Tabled]":
    """What writes papers for these readers: one after another, without asking everything anew."""
    from hscb_pm.history import head
    from hscb_pm.papers import Audience, Paper
    from hscb_pm.present.papers import Tabled, paper_as_markdown

    shown = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    commit, blank = head(ws.folder), Paper(shown, ws.today, None, readers)

    def written(wanted: _Wanted) -> Tabled:
        subject = _subject(shown, wanted, ws.today)
        paper = blank.about(subject, _meeting(shown, ws.today, wanted.kind, subject, meeting))
        text = paper_as_markdown(wanted.kind, paper, commit)
        _say_private(ws, text)
        return Tabled(wanted.stem, paper, text)

    return written


def _say_private(ws: Workspace, text: str) -> None:
    """Look through a paper, and say how much may identify somebody; `hscb privacy` tells where."""
    from hscb_pm.privacy import scan
    from hscb_pm.words import count

    if scan(text) and (found := scan(text, allowed=ws.allowed())):
        places = count(len(found), "place")
        ws.out.talk(f"the paper has {places} that may identify somebody: hscb privacy FILE")


def _subject(register: "Register", wanted: _Wanted, today: date) -> str | None:
    """The id of the record that a paper is about; None where it is about no single one."""
    kind, typed = wanted
    if kind.subject is None:
        return None
    if typed is None:
        return kind.subject.default(register, today) if kind.subject.default else None
    known = [record.id for each in kind.subject.kinds for record in register.of(each)]
    name = id_in(register, typed)
    other = register.kinds.get(name)
    if other and name not in known and not register.hides(name):
        message = f"{name} is of the kind {other}: this paper wants {kind.subject.one}"
        raise typer.BadParameter(message, param_hint=f"'{kind.name}'")
    if not known and not register.rejected:
        message = f"the register has no record that could be {kind.subject.one}"
        raise typer.BadParameter(message, param_hint=f"'{kind.name}'")
    return _readable(register, name, known, f"'{kind.name}'")


def _meeting(
    register: "Register", today: date, kind: "Kind", subject: str | None, wanted: str | None
) -> "Meeting | None":
    """The meeting that is named; else the next that takes the paper."""
    from hscb_pm.models import Meeting
    from hscb_pm.papers.front import meeting_for

    if wanted is None:
        return meeting_for(kind, register, today, subject)
    known = [meeting.id for meeting in register.of(Meeting)]
    return register.get(Meeting, _readable(register, wanted, known, "'--meeting'"))


def _readable(register: "Register", typed: str, known: list[str], hint: str) -> str:
    """The id of a record that the paper's readers may know of, and that could be read."""
    if not register.hides(typed):
        known = [name for name in known if not register.hides(name)]
    found = one_of(hint.strip("'"), typed, [*known, *register.rejected])
    if found in register.rejected:
        message = f"{found} could not be read: hscb validate"
    elif register.hides(found):
        message = f"{found} is confidential (`part: 2`): add --audience internal"
    else:
        return found
    raise typer.BadParameter(message, param_hint=hint)
