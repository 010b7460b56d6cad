"""Small repositories for tests: files below `register/`, committed on a day."""

import os
import subprocess
from pathlib import Path

AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false")
BOARD = "title: An Example Board\narea: Exampleshire\nregister_is: private\n"
ACTION = """\
action: {what}
owner: {{agency: example-county-council, role: Head of Safeguarding}}
due: 2017-12-15
"""


def git(folder: Path, *arguments: str, on: str = "2017-06-30T12:00:00+0000") -> str:
    ran = subprocess.run(
        ["git", *AUTHOR, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_COMMITTER_DATE": on, "GIT_AUTHOR_DATE": on},
    )
    return ran.stdout.strip()


def commit(top: Path, files: dict[str, str | None], on: str = "2017-06-30T12:00:00+0000") -> str:
    """Write files, or take them away, below `register/`, and commit."""
    for path, text in files.items():
        file = top / "register" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8", newline="")
    git(top, "add", "--all")
    git(top, "commit", "-q", "-m", f"Change {', '.join(files)}", on=on)
    return git(top, "rev-parse", "HEAD")
