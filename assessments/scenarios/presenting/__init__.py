"""A scenario as plain values for templates. Only `cards` knows models; the rest is pure."""
