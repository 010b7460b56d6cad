"""The commands, each in a module of its own."""

from hscb_pm.cli import due, explain, validate
from hscb_pm.cli.group import app

__all__ = ["app"]

due.declare(app)
validate.declare(app)
explain.declare(app)
