"""Reading a content pack: files in, plain data and a list of problems out. Nothing here touches the database."""
