"""The commands, each in a module of its own."""

from hscb_pm.cli import (
    audits,
    doctor,
    due,
    explain,
    framework,
    indicators,
    init,
    listing,
    privacy,
    programme,
    report,
    schema,
    section11,
    show,
    site,
    smart,
    templates,
    trace,
    validate,
)
from hscb_pm.cli.group import app

__all__ = ["app"]

due.declare(app)
report.declare(app)
site.declare(app)
templates.declare(app)
show.declare(app)
trace.declare(app)
listing.declare(app)
framework.declare(app)
programme.declare(app)
section11.declare(app)
indicators.declare(app)
audits.declare(app)
validate.declare(app)
smart.declare(app)
privacy.declare(app)
explain.declare(app)
init.declare(app)
schema.declare(app)
doctor.declare(app)
