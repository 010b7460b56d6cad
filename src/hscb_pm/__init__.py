"""Runs the performance management framework of a safeguarding children board."""

__version__ = "1.0.0"
