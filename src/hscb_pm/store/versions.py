"""Earlier texts of one record's file, as records."""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from hscb_pm.models import Record
from hscb_pm.store.composer import shared
from hscb_pm.store.files import MAX_BYTES, decode
from hscb_pm.store.slips import Refusal


def versions(kind: type[Record], record_id: str, texts: Iterable[bytes]) -> Iterator[Record | None]:
    """The record that each text holds; None where it holds none, by the schema of today."""
    composer = shared()
    for text in texts:
        try:
            data = composer.compose(decode(text)).data if len(text) <= MAX_BYTES else None
            found = {**data, "id": record_id} if isinstance(data, dict) else None
            yield kind.model_validate(found, by_alias=True, by_name=False)
        except (Refusal, ValidationError):
            yield None
