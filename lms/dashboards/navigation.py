from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register
from lms.people.choices import Role

register(
    NavItem(_("My training"), "training", roles=(Role.TRAINEE,), order=10),
    NavItem(
        _("My desk"),
        "desk",
        roles=(
            Role.SUPERVISOR,
            Role.LEAD_SUPERVISOR,
            Role.PROGRAMME_MANAGER,
            Role.CONTENT_EDITOR,
            Role.CLINICAL_REVIEWER,
            Role.AUDITOR,
        ),
        order=20,
    ),
)
