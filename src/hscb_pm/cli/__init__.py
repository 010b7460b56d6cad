"""The commands, each in a module of its own, which is loaded when it is called for."""

from typing import Final

from hscb_pm.cli.group import app

__all__ = ["COMMANDS", "app"]

COMMANDS: Final = {
    "due": "due",
    "chase": "chase",
    "calendar": "calendar",
    "report": "report",
    "changes": "changes",
    "log": "changes",
    "site": "site",
    "show": "show",
    "trace": "trace",
    "list": "listing",
    "export": "export",
    "national": "national",
    "framework": "framework",
    "add": "add",
    "set": "setting",
    "progress": "actions",
    "implement": "actions",
    "evidence": "actions",
    "extend": "actions",
    "withdraw": "actions",
    "edit": "edit",
    "import": "importing",
    "renumber": "renumber",
    "save": "save",
    "validate": "validate",
    "ci": "ci",
    "smart": "smart",
    "privacy": "privacy",
    "explain": "explain",
    "init": "init",
    "schema": "schema",
    "doctor": "doctor",
    "templates": "templates",
    "programme": "programme",
    "section11": "section11",
    "indicators": "indicators",
    "audits": "audits",
}
"""The commands in the order of the help, and the module that declares each."""
