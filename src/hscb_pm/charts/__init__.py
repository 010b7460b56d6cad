"""Charts that everybody can read: drawings with words, shapes besides colours, a sentence each.

Plain numbers in, text out. What may not be shown is no part of what comes in: it is a band between
the two numbers that it may be, or a gap. `individuals` draws the XmR chart of a `series.Series`,
`scorecard` many small ones, `funnel` authorities, `rare` what lies between events; `words` has the
sentences, `sparkline` a line for the terminal, `png` a picture of a drawing. Each is imported by
itself, so that a sparkline does not load what draws a funnel.
"""
