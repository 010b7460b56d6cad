"""What hscb can do with more packages, and what adds them, however hscb was installed."""

import re
import sys
from importlib.metadata import requires
from pathlib import Path


def adding(extra: str) -> str:
    """The command that adds the packages of an extra.

    It names them, and not the extra: so it is right for a checkout too, which no index knows.
    """
    is_of_it = re.compile(rf"extra *== *['\"]{extra}['\"]")
    wanted = [
        line.partition(";")[0].strip()
        for line in requires("hscb-pm") or ()
        if is_of_it.search(line)
    ]
    is_by_pipx = (Path(sys.prefix) / "pipx_metadata.json").is_file()
    add = "pipx inject hscb-pm" if is_by_pipx else "pip install"
    return " ".join([add, *(f'"{each}"' for each in wanted)])
