from django_tasks import task

from assessments.competencies.drafts import VersionMapping
from assessments.competencies.services.carrying import carry_over


@task()
def carry_people_over(mapping_id: int) -> int:
    """Carry evidence over to a version that was just published; the number of lines that were added."""
    return carry_over(mapping=VersionMapping.objects.get(pk=mapping_id))
