"""Keys added to a record: new bytes at the end of its mapping, and no other byte changed."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from hscb_pm.models import Record
from hscb_pm.problem import CannotError
from hscb_pm.register import Register
from hscb_pm.store.composer import Composer, best_source
from hscb_pm.store.files import ChangedUnderneathError, decode, read_bytes
from hscb_pm.store.guarding import refuse_private
from hscb_pm.store.slips import Refusal
from hscb_pm.store.write import write_file
from hscb_pm.store.yaml_text import document

_END: Final = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)
"""The mark that ends a document; no text can begin a line with it."""


def add_to(register: Register, record: Record, data: Mapping[str, Any]) -> None:
    """Add keys that a record lacks; CannotError leaves the file as it was.

    The file has to be the one that was read, and to say afterwards what it said before, and these.
    """
    source = register.sources[record.id]
    file = register.path / source.path
    text = source.text  # which makes sure that it has not changed since
    raw = read_bytes(file)
    if decode(raw) != text:
        raise ChangedUnderneathError(source.path)
    first = next(iter(_data(text)))
    indent = " " * (source.at((first,), key=True)[1] - 1)
    longer = _with(raw.decode("utf-8"), document(data), indent)
    if not _says(longer, record, data):
        message = f"{source.path} is written in a way that nothing can be added at its end"
        raise CannotError(f"{message}; run this without --write, and add by hand what it prints")
    refuse_private(register, source.path, longer)
    write_file(file, longer)


def _with(text: str, added: str, indent: str) -> str:
    """The text with lines added before whatever ends the document, with its own line ends."""
    found = _END.search(text)
    end = found.start() if found else len(text)
    line_end = "\r\n" if text[: text.rfind("\n", 0, end)].endswith("\r") else "\n"
    before = "" if text[:end].endswith("\n") else line_end
    lines = (f"{indent}{line}{line_end}" for line in added.splitlines())
    return f"{text[:end]}{before}{''.join(lines)}{text[end:]}"


def _says(text: str, record: Record, data: Mapping[str, Any]) -> bool:
    """Whether a text is the record with these keys besides."""
    try:
        fields = {**_data(decode(text.encode())), "id": record.id}
        after = type(record).model_validate(fields, by_alias=True, by_name=False)
    except (Refusal, ValidationError):
        return False
    added = {key: vars(record)[key] for key in data}
    return after != record and {**vars(after), **added} == vars(record)


def _data(text: str) -> dict[str, Any]:
    data: dict[str, Any] = Composer(best_source()).compose(text).data
    return data
