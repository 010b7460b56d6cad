AVERAGES = (None, 10, 4, 2, 1, 0.5)
LENGTHS = (13, 16, 24, 36, 60)
RULE_SETS = ((7, True), (7, False), (6, True), (6, False))
SHIFTS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
WAITED = 16
