"""What stands around a new register: settings of git, CI and editors, and a page to begin with."""

from typing import Final

from hscb_pm.exchange.starter import BOARD, REQUIRES
from hscb_pm.models import RECORD_TYPES
from hscb_pm.periods import Period
from hscb_pm.present.markdown import markdown_text
from hscb_pm.present.schema import editor_settings

ATTRIBUTES: Final = "* text=auto eol=lf\n"
WORKFLOW: Final = f"""\
name: register
on: pull_request
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: 0 # the past, to see what has been lost
      - uses: actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0
        with:
          python-version: "3.13"
      # Until 1.0.0 is released, not its name but git+ and the address of its repository.
      - run: pip install "hscb-pm{REQUIRES}"
      - run: hscb ci
"""
PRE_COMMIT: Final = """\
# Checks the register before each commit, once `pre-commit install` has been typed here.
repos:
  - repo: local
    hooks:
      - id: hscb-validate
        name: hscb validate
        entry: hscb validate
        language: system
        pass_filenames: false
        always_run: true # a deleted file breaks what refers to it
"""
_EDITORS: Final = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true

[*.{yaml,yml,md}]
indent_style = space
indent_size = 2
"""
_IGNORED: Final = """\
# Left by editors, Office and systems.
*~
*.tmp
~$*
.DS_Store
Thumbs.db

# What hscb keeps for as long as it changes files.
.hscb*

# What is made from the register or was sent in, at the top: it may hold what must not be kept.
/drafts/
/exports/
/forms/
/members/
/papers/
/public/
/receipts/
/replies/
/*.csv
/*.docx
/*.html
/*.ics
/*.pdf
/*.xlsx
"""
_DEMO: Final = """\
# Hertfordshire 2017-18, a worked example

The register of the Hertfordshire Safeguarding Children Board as it might have looked through 2017,
for trying `hscb` out. The standards, the objectives, the audit programme and the published figures
are real and carry their source; all else is made up and says `illustrative: true`.

```sh
hscb due                             # what the Board is owed on 20 November 2017
git log --stat                       # its year, commit by commit: made up too
git diff HEAD~5 -- register/actions  # what became of actions since September
```

Spoil a file and type `hscb validate`; `git restore .` brings it back.
"""


def surroundings(name: str | None, year: Period) -> dict[str, str]:
    """The files around a register in `register/`, by their paths."""
    return {
        ".editorconfig": _EDITORS,
        ".gitattributes": ATTRIBUTES,
        ".github/workflows/register.yml": WORKFLOW,
        ".gitignore": _IGNORED,
        ".pre-commit-config.yaml": PRE_COMMIT,
        ".vscode/settings.json": editor_settings("register"),
        "README.md": _readme(name, year),
    }


def around_the_demo() -> dict[str, str]:
    """The files around the worked example."""
    return {
        ".gitattributes": ATTRIBUTES,
        ".gitignore": _IGNORED,
        ".vscode/settings.json": editor_settings("register"),
        "README.md": _DEMO,
    }


def to_decide(year: Period, *, guessed: bool) -> list[str]:
    """What only people can say about their board."""
    agencies = "Correct the agencies in `register/agencies/`"
    why = "their names were made from the area's" if guessed else "why each answers to the Board"
    return [
        f"{agencies}: {why}{'; add those that are missing.' if guessed else ' is a guess.'}",
        "Plan the year's meetings: one file each in `register/meetings/`.",
        f"Check who leads each row of `register/programme/{year.name}.yaml`, and where it goes.",
        "Write down the objectives of the business plan, and the indicators that underpin them.",
    ]


def _readme(name: str | None, year: Period) -> str:
    title = markdown_text(name) if name else "A safeguarding children board"
    decide = "\n".join(f"- [ ] {line}" for line in to_decide(year, guessed=False))
    kinds = "\n".join(
        f"| {kind.kind} | `register/{kind.folder}{'/' * bool(kind.folder)}{kind.example}` "
        f"| {(kind.__doc__ or '').splitlines()[0].rstrip('.')} |"
        for kind in RECORD_TYPES
    )
    return f"""\
# {title}

The folder `register/` is this Board's register: what it set out to do so that children are safe,
who owes what, and what came of it. It is kept as plain text files in git, and `hscb` reads it.

## Each week

```sh
hscb due            # what is owed, by whom, and what to do next
hscb validate       # after a change: is every file right
hscb explain        # what the rules are, and why
hscb save "Minutes of the Board"
```

`hscb save` commits the records alone. Forms, drafts and papers that lie here stay out of git: so
says `.gitignore`.

`hscb due` says which file to open and what to add there. What fell due earlier in the year, before
there was this register, is not asked for: `kept_since:` in `register/board.yaml` says from when.

## At the beginning

{decide}
- [ ] Type `pre-commit install`, if every commit is to be checked (`pipx install pre-commit`).

A meeting, as in `register/meetings/MTG-{year.start.year}-01.yaml`:

```yaml
group: {BOARD}
date: {year.end.year}-03-17
papers_by: {year.end.year}-03-10
```

An action, as in `register/actions/ACT-{year.start.year}-001.yaml`, with the id of an agency:

```yaml
action: Publish one page on whom to ring about a child, and hand it to all reception staff.
owner: {{agency: AGENCY, role: Head of Safeguarding}}
group: {BOARD}
measure: Nine of ten reception staff asked in March know the number
due: {year.end.year}-02-28
```

When it is carried out, `hscb due` says how to sign it off, and half a year later it asks what that
has changed for children. `hscb explain ACT` lists what else is asked of an action.

## Where things stand

The folder says the kind of a record, the name of the file is its id. An example of each:

| Kind | File | What it is |
| --- | --- | --- |
{kinds}
"""
