"""Which agency or group somebody means who calls it by another name."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from hscb_pm.problem import nearest

_ALSO: Final = {"police": "constabulary"}
"""Words that people have for what titles call otherwise."""
_LONGEST_SMALL_WORD: Final = len("the")
_MOST: Final = 3


def meant(text: str, folded: str, known: Mapping[str, str]) -> list[str]:
    """The ids that a text may mean, the likeliest first: by its letters, else by words of titles.

    `known` has ids by their folded titles; a word that few titles have says more than others.
    """
    if close := nearest(text, known.values()) or known.get(nearest(folded, known) or ""):
        return [close]
    words = {each for word in folded.split() for each in (word, _ALSO.get(word, word))}
    shared = {title: words.intersection(title.split()) for title in known}
    titles = Counter(word for found in shared.values() for word in found)
    weights = {
        title: sum(1 / titles[word] for word in found if len(word) > _LONGEST_SMALL_WORD)
        for title, found in shared.items()
    }
    found = sorted(filter(weights.get, weights), key=lambda title: -weights[title])
    return list(dict.fromkeys(known[title] for title in found))[:_MOST]
