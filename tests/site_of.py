"""How tests build a site: in memory, each file by its name."""

from datetime import date

from hscb_pm.papers import Audience, Paper
from hscb_pm.register import Register
from hscb_pm.site.writing import files

TODAY = date(2017, 11, 20)


def a_site(register: Register, audience: Audience = Audience.PUBLIC) -> dict[str, str]:
    """Every page of a site for these readers."""
    shown = register.for_public() if audience is Audience.PUBLIC else register
    return dict(files(Paper(shown, TODAY, None, audience), "As at a day."))
