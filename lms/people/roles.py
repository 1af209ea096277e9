"""What each role may do with people. Roles without a line here exist all the same."""

ROLES = {
    "trainee": [],
    "supervisor": [],
    "lead_supervisor": [],
    "content_editor": ["wagtailadmin.access_admin"],
    "clinical_reviewer": ["wagtailadmin.access_admin"],
    "programme_manager": [
        "wagtailadmin.access_admin",
        "people.add_organisation",
        "people.change_organisation",
        "people.view_organisation",
        "people.add_agreement",
        "people.view_agreement",
    ],
    "auditor": [],
}
