"""The commands, each in a module of its own, which is loaded when it is called for."""

from typing import Final

from hscb_pm.cli.group import app

__all__ = ["CHANGING", "COMMANDS", "MODULES", "PANELS", "app"]

CHANGING: Final = "Changing the register"
PANELS: Final[dict[str, dict[str, str]]] = {
    "Every week": {
        "due": "Show what is overdue, due soon and coming, who owes it, and what to do next.",
        "chase": "Write the reminders, letters and challenges that are due today; nothing is sent.",
        "calendar": "Write what is due as a calendar; read again, what moved moves and what "
        "ended goes.",
    },
    "Before a meeting": {
        "report": "Write a paper for the Board: what it is asked to do, exceptions first, then "
        "each part.",
        "changes": "Say what changed: closed, moved, newly overdue, new, in other hands, answered.",
        "site": "Write the register as pages for a browser: what is due, each clause, a page "
        "per record.",
        "templates": "Put papers into the board's own words: what there is, a copy to change, a "
        "check.",
    },
    "Looking things up": {
        "log": "Tell the history of a record in words: each commit that changed it, the "
        "first one first.",
        "show": "Show a record in words: its state and why, what names it, and what of it is due.",
        "trace": "Follow a finding to its outcome and the training on it, or back; say what "
        "is missing.",
        "list": "List the records of a kind, each with its state and why.",
        "export": "Write a table of the register, to be changed elsewhere and read in again; "
        "or every table.",
        "national": "Put a question to the data sets of many boards, or print it for a warehouse.",
        "framework": "Answer each clause of the framework: met or not, by which records, and what "
        "to do next.",
    },
    "Through the year": {
        "programme": "Show the year's audit programme and how it stands; prepare the next year's.",
        "section11": "Show a cycle of Section 11 self-audits as a whole, or prepare the next one.",
        "indicators": "Show what the figures say, and the questions they raise; record new ones.",
        "audits": "Draw the cases of an audit at random.",
    },
    CHANGING: {
        "add": "Add a record; on a terminal it asks for what is missing.",
        "set": "Set fields of a record, add to its lists, take fields away.",
        "progress": "Note what has been done of an action so far.",
        "implement": "Sign an action off: it was carried out, as its text stands now.",
        "evidence": "Record what an action has changed for children, and what shows it.",
        "extend": "Move a date; the first one, the reason and who agreed stay in the record.",
        "withdraw": "Give an action up, with the reason and the group that agreed.",
        "edit": "Open a record in your editor; it is checked before it takes the place of "
        "what is there.",
        "import": "Read a table that somebody changed: what each row would change, then all of "
        "it at once.",
        "renumber": "Give a record another id, and change every reference to it.",
        "save": "Check the register, say what changed since it was saved, and commit that.",
    },
    "Checking the register": {
        "validate": "Check every file of the register; the answer never depends on today's date.",
        "ci": "Check a pull request: every file, what has been lost, what it changes and "
        "makes due.",
        "smart": "Say which actions are SMART; which letter is not met, why, and a better wording.",
        "privacy": "Look for what identifies a child or a family: numbers, dates of birth, "
        "names, addresses.",
        "explain": "Say what a rule asks, why, and under which clause; without a code, list all "
        "rules.",
    },
    "Starting out": {
        "init": "Make a register that validates at once, with the audit programme of this "
        "financial year.",
        "schema": "Print or write the JSON Schemas with which editors complete and check records.",
        "doctor": "Look at git, the terminal, editors and the register: what is missing, and "
        "what to type.",
    },
}
"""What `hscb --help` lists: of each command what its own help begins with. It loads none."""
MODULES: Final = {
    "log": "changes",
    "list": "listing",
    "set": "setting",
    "progress": "actions",
    "implement": "actions",
    "evidence": "actions",
    "extend": "actions",
    "withdraw": "actions",
    "import": "importing",
}
"""The module of a command, where its name is another one."""
COMMANDS: Final = tuple(name for commands in PANELS.values() for name in commands)
"""All of them, in the order of the help."""
