"""Kits in words: for their authors, for those who rate, and on paper."""
