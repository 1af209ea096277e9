"""The certificate as a PDF: `layout` says what stands where, `engine` makes the file."""
