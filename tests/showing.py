"""What a command says, as the pages that cog fills in show it."""

import shlex
import subprocess
import sys

LEFT_OUT = "…"


def shown(*arguments: str, lines: int | None = None, fence: str = "text") -> str:
    """A block with a command and what it says in the folder of the example, or the first lines."""
    ran = subprocess.run(
        [sys.executable, "-m", "hscb_pm", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    said = ran.stdout.rstrip("\n").split("\n")
    if lines is not None:
        said = [*said[:lines], LEFT_OUT]
    return "\n".join([f"```{fence}", f"$ {shlex.join(['hscb', *arguments])}", *said, "```"])
