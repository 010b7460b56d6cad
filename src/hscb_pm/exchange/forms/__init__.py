"""Section 11 returns as workbooks: the form that goes out, what comes back, and the receipt."""
