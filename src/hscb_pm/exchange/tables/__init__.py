"""Tables of the register for those who never touch git: written out, changed, read in again."""
