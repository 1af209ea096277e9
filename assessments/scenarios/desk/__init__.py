"""The desk of scenarios: what it shows and what is sent from it, as plain values."""
