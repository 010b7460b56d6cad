"""Whether an action is SMART, as far as its sentence can tell."""

from hscb_pm.smart.codes import CODES
from hscb_pm.smart.engine import check
from hscb_pm.smart.verdicts import Letter, Problem, Verdict, Verdicts

__all__ = ["CODES", "Letter", "Problem", "Verdict", "Verdicts", "check"]
