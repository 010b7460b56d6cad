"""The code of every problem, which never changes its meaning, and its title."""

from typing import Final

CODES: Final = {
    "SMART-S1": "Nobody is named to do it",
    "SMART-S2": "The verb is vague",
    "SMART-S3": "An admonishment, not a task",
    "SMART-S4": "Several actions in one",
    "SMART-S5": "A team or everybody is to do it",
    "SMART-S6": "No task",
    "SMART-S7": "Passive, and nobody is named",
    "SMART-S8": "A person's name as owner",
    "SMART-M1": "Nothing by which one could tell",
    "SMART-M2": "The measure repeats the action",
    "SMART-M3": "The measure is a placeholder",
    "SMART-M4": "A direction without a figure",
    "SMART-M5": "An activity without an outcome",
    "SMART-A1": "Whether it can be done is not in the sentence",
    "SMART-R1": "Whether it matters is not in the sentence",
    "SMART-T1": "No date",
    "SMART-T2": "Open-ended",
    "SMART-T3": "A trigger that is not a date",
    "SMART-T4": "A rhythm of the thing, not of the task",
}
"""By code, in the order of the letters."""
