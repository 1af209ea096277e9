"""A scenario as plain values for templates. What is pure knows no model: `words`, `reasons`, `room`, `asking`, `paths`."""
