"""Questions in and out, beside their list in Wagtail."""
