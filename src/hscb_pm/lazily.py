"""Patterns that are compiled when first used: most texts need few of them, and no start-up any."""

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern; with the first question it takes over the pattern's methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when it is first asked."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
