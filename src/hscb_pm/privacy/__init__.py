"""A guard that sees what identifies a child or a family in a text, and never repeats it."""

from hscb_pm.privacy.hiding import hide, hide_name, scan_name
from hscb_pm.privacy.match import KINDS, Match
from hscb_pm.privacy.scanning import scan

__all__ = ["KINDS", "Match", "hide", "hide_name", "scan", "scan_name"]
