"""What each role may do with courses. Pages have their own permissions: see content.roles."""

_LOOK = ["courses.view_cohort"]

ROLES = {
    "content_editor": ["wagtailadmin.access_admin"],
    "clinical_reviewer": ["wagtailadmin.access_admin"],
    "programme_manager": ["wagtailadmin.access_admin", *_LOOK, "courses.add_cohort", "courses.change_cohort"],
}
