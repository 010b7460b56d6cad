"""`hscb report`: board papers, ready for the agenda."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hscb_pm.cli.complete import complete_paper
from hscb_pm.cli.wanted import Wanted, wanted_papers, writer_of
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.present.out import in_one_line

if TYPE_CHECKING:
    from hscb_pm.papers import Audience, Paper

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
    app.command(epilog=_EXAMPLES)(report)


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
    targets = _targets(wanted_papers(names), output, format, all_formats)
    if reference is not None and "docx" not in [target.format for target in targets]:
        message = "only a Word file takes styles from another; add --format docx"
        raise typer.BadParameter(message, param_hint="'--reference'")
    if targets[0].file:
        ws.guard_board()
    today = ws.today
    readers = ws.audience(audience, is_file=targets[0].file is not None)
    ws.say_left_out(today)
    _write(ws, targets, readers, meeting, reference)
    ws.end()


class _Target(NamedTuple):
    """A paper in a format, and the file that it goes into; shown here if there is none."""

    wanted: Wanted
    format: str
    file: Path | None


def _targets(
    papers: list[Wanted], output: str | None, format: str | None, all_formats: bool
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
    from concurrent.futures import Future, ThreadPoolExecutor

    from hscb_pm.present.papers import Made, Tabled
    from hscb_pm.store.write import is_stream, make_folder, write_file

    styles = None if reference is None else Path(reference)
    written_by, written = writer_of(ws, readers, meeting), dict[Wanted, Tabled]()
    beside = ThreadPoolExecutor(1)  # a PDF takes long, and needs little of Python
    number = 0
    try:
        pdfs: dict[Wanted, Future[Made]] = {}
        for number, (wanted, format, file) in enumerate(targets, 1):
            if wanted not in written:
                written[wanted] = written_by(wanted)
                if len(targets) > 1 and targets[-1].format == "pdf":
                    pdfs[wanted] = beside.submit(written[wanted].as_, "pdf")
            paper = written[wanted]
            begun = pdfs.get(wanted) if format == "pdf" else None
            made = begun.result() if begun else paper.as_(format, styles)
            if file is None:
                ws.out.raw(str(made.content))
                continue
            if len(targets) > 1:
                make_folder(file.parent)
            write_file(file, made.content)
            if format == "md" and not is_stream(file):
                _write_pictures(file.parent, paper.paper)
            far = f" ({number} of {len(targets)})" if len(targets) > 1 else ""
            ws.out.talk(in_one_line(f"wrote {file}, for {readers} readers{far}"))
            if made.warning:
                said = f"{file} is not PDF/UA, so not for all readers: {made.warning}"
                ws.out.talk(in_one_line(said))
    except (KeyboardInterrupt, SystemExit) as stop:
        if len(targets) > 1:
            stop.add_note(f"at {number} of {len(targets)}, and what is written is whole")
        raise
    finally:
        beside.shutdown(wait=False, cancel_futures=True)


def _write_pictures(folder: Path, paper: "Paper") -> None:
    """Put the charts beside a paper in Markdown, which can only point at them."""
    from hscb_pm.store.write import make_folder, write_file

    for source, svg in paper.pictures.items():
        make_folder((folder / source).parent)
        write_file(folder / source, svg)
