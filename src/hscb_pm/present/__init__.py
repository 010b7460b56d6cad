"""How rows and problems look in each format."""
