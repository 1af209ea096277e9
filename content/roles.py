"""What each role may do with pages, pictures, files and crisis lines."""

_LOOK = ["content.view_crisisline", "content.view_crisisregion", "content.view_recording"]
_LINES = ["content.add_crisisline", "content.change_crisisline", "content.change_crisisregion"]

ROLES = {
    "content_editor": ["wagtailadmin.access_admin", *_LOOK, "content.add_recording", "content.change_recording"],
    "clinical_reviewer": ["wagtailadmin.access_admin", *_LOOK, *_LINES],
    "programme_manager": [
        "wagtailadmin.access_admin",
        *_LOOK,
        *_LINES,
        "content.add_crisisregion",
        "content.change_sitesettings",
    ],
}

# Publishing what touches safety is left to reviewers: see content.pages.permissions.
PAGE_PERMISSIONS = {
    "content_editor": ["add_page", "change_page", "publish_page"],
    "clinical_reviewer": ["change_page", "publish_page"],
}

# Wagtail asks for the permissions of its own models, whichever model holds the pictures.
COLLECTION_PERMISSIONS = {
    "content_editor": [
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    ],
    "clinical_reviewer": ["wagtailimages.choose_image", "wagtaildocs.choose_document"],
}
