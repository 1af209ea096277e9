"""What the desk's forms send, as the JSON of a story."""
