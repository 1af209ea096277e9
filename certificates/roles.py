"""What each role may see of certification in the admin. Deciding about an award happens on its own page, by role."""

READ = [
    "certificates.view_programme",
    "certificates.view_programmeversion",
    "certificates.view_award",
    "certificates.view_certificate",
]

ROLES = {
    "programme_manager": [*READ, "certificates.change_programme"],
}
