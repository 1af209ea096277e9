"""Pages about people, one module per errand."""
