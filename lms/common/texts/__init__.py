"""Texts that people write and programs read: YAML with lines, Markdown, and what is wrong where. No database."""
