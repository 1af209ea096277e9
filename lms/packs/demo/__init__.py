"""A fictional programme in full swing, to look at and to click through. Never on a real site."""
