"""Loading a content pack: what the files say, into the database."""
