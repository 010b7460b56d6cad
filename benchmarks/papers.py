"""How long the papers and the site of the worked example take, against Python's own start.

Run it with the interpreter that hscb is installed for: `python benchmarks/papers.py`. Each line is
the median of some rounds; the floor is taken in the same rounds.
"""

from collections.abc import Iterable
from tempfile import TemporaryDirectory

from timing import FLOOR, print_times

from hscb_pm.papers import PAPERS

ROUNDS = 3


def typed(names: Iterable[str]) -> list[str]:
    """Papers as they are typed, each with the example of the record that it needs."""
    words = []
    for name in names:
        subject = PAPERS[name].subject
        words += [name, *([subject.example] if subject and not subject.default else [])]
    return words


def main() -> None:
    """Print a table in Markdown."""
    with TemporaryDirectory() as folder:
        report = ("-m", "hscb_pm", "report")
        out = ("-o", f"{folder}/papers")
        runs: dict[str, tuple[str, ...]] = dict(FLOOR)
        for name in PAPERS:
            runs[f"`{name}`, Markdown"] = (*report, *typed([name]), "-o", f"{folder}/{name}.md")
        runs["`board`, all formats"] = (*report, "board", "--all-formats", *out)
        runs["all papers, all formats"] = (*report, *typed(PAPERS), "--all-formats", *out)
        runs["the site"] = ("-m", "hscb_pm", "site", "-o", f"{folder}/site")
        print_times(runs, ROUNDS)


if __name__ == "__main__":
    main()
