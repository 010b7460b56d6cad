"""The rules of an XmR chart, as people say them."""

from typing import Final

_RULES: Final = {
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    "2 in 3 Above CL": "two of three close to the upper limit",
    "2 in 3 Below CL": "two of three close to the lower limit",
    "Points Above CL": "{} or more in a row above the average",
    "Points Below CL": "{} or more in a row below the average",
    "Point Trend (Increasing)": "{} or more in a row, each higher than the one before",
    "Point Trend (Decreasing)": "{} or more in a row, each lower than the one before",
}


def rule(label: str) -> str:
    """A rule as people say it; nothing for what is no more than chance."""
    if label in _RULES:
        return _RULES[label]
    length, _, name = label.partition(" ")
    return _RULES.get(name, "").format(length)
