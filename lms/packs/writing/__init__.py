"""Writing a content pack: what lies in the database, back into the form of the files."""
