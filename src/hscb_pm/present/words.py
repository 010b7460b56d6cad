"""Numbers and states as a sentence says them."""


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 file`, `2 files`, `no files`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def left_out(files: int) -> str:
    """That files could not be read; nothing if all could."""
    if not files:
        return ""
    return f"{count(files, 'file')} could not be read and {'is' if files == 1 else 'are'} left out"
