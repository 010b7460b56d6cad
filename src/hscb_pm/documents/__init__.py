"""Papers for reading: from Markdown to one tree of blocks, from the tree to HTML, Word and PDF.

It knows no register. Each writer escapes every text itself, so no text ever becomes mark-up.
"""
