"""Charts that everybody can read: drawings with words, shapes besides colours, a sentence each.

Plain numbers in, text out. What may not be shown is no part of what comes in: it is a band between
the two numbers that it may be, or a gap.
"""

from hscb_pm.charts.funnel import Compared, describe_funnel, funnel_plot
from hscb_pm.charts.individuals import individuals_chart
from hscb_pm.charts.png import png
from hscb_pm.charts.rare import Rare, describe_rare, rare_chart
from hscb_pm.charts.scorecard import describe_scorecard, scorecard
from hscb_pm.charts.series import Benchmark, Hidden, Series
from hscb_pm.charts.sparkline import sparkline
from hscb_pm.charts.words import describe

__all__ = [
    "Benchmark",
    "Compared",
    "Hidden",
    "Rare",
    "Series",
    "describe",
    "describe_funnel",
    "describe_rare",
    "describe_scorecard",
    "funnel_plot",
    "individuals_chart",
    "png",
    "rare_chart",
    "scorecard",
    "sparkline",
]
