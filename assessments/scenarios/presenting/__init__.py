"""Plain values for templates."""
