"""Statistical process control: which figures deserve a question, and which are chance.

Plain numbers in, plain numbers out. `individuals` has the XmR chart, `rare` the charts of rare
events, `authorities` the funnel, `chance` how often a chart cries wolf and how long it is silent,
`words` its rules as people say them.
"""

from hscb_pm.spc.figures import Point, Segment
from hscb_pm.spc.individuals import Xmr, xmr

__all__ = ["Point", "Segment", "Xmr", "xmr"]
