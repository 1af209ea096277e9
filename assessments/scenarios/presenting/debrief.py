"""What a run shows of each competency, in words. Pure."""
