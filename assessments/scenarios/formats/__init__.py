"""Scenarios as files: our own YAML, and Twee 3. Pure; what is wrong is said with the line where it stands."""
