"""One file that holds everything: rows, media, private files. See `archive` for its form."""
