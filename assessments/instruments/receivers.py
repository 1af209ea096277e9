"""What observation kits tell whoever asks."""

from django.utils.translation import gettext_lazy as _

from assessments.competencies.coverage import Kind, register_coverage
from assessments.instruments.queries import touched_competencies

register_coverage(Kind("kits", _("Observed role-plays"), _("no observed role-play"), touched_competencies, 35))
