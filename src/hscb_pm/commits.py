"""What is asked of the user's own repository, and kept in it, when records are added and saved."""

import os
from pathlib import Path

from hscb_pm.history import ask, work_tree


def names_ever(folder: Path, within: str) -> set[str]:
    """The names that files of a folder have had on any branch here, or of any other repository.

    What was deleted counts, and so does what was fetched and not merged yet: a name that is given
    once is not given again. Without git, nothing is known.
    """
    if work_tree(folder) is None:
        return set()
    limit = ("--", f":(literal){within}")
    commits = ask(folder, "rev-list", "--all", "--full-history", *limit)
    how = ("diff-tree", "--stdin", "--root", "-r", "-z", "--name-only", "--no-commit-id", "-m")
    told = ask(folder, *how, "--no-renames", "--relative", *limit, stdin=commits)
    return {os.fsdecode(path).rpartition("/")[2] for path in (told or b"").split(b"\0") if path}
