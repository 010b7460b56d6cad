"""The commands, each in a module of its own."""

from hscb_pm.cli import (
    actions,
    add,
    audits,
    changes,
    ci,
    doctor,
    due,
    edit,
    explain,
    framework,
    indicators,
    init,
    listing,
    privacy,
    programme,
    renumber,
    report,
    save,
    schema,
    section11,
    setting,
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
changes.declare(app)
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
add.declare(app)
setting.declare(app)
actions.declare(app)
edit.declare(app)
renumber.declare(app)
save.declare(app)
validate.declare(app)
ci.declare(app)
smart.declare(app)
privacy.declare(app)
explain.declare(app)
init.declare(app)
schema.declare(app)
doctor.declare(app)
