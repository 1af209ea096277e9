"""What is being watched, as plain values for templates."""
