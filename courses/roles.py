"""What each role may do with courses. Pages have their own permissions: see content.roles."""

_LOOK = ["courses.view_cohort"]
_LABS = ["courses.view_lab", "courses.change_lab", "courses.publish_lab"]

ROLES = {
    "content_editor": ["wagtailadmin.access_admin", *_LABS, "courses.add_lab", "courses.delete_lab"],
    # Only clinical reviewers publish what touches suicide or violence.
    "clinical_reviewer": ["wagtailadmin.access_admin", *_LABS, "courses.publish_safety_lab"],
    "programme_manager": [
        "wagtailadmin.access_admin",
        *_LOOK,
        "courses.add_cohort",
        "courses.change_cohort",
        "courses.view_lab",
    ],
}
