"""What the desk needs in place before editors begin."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow

from lms.people.choices import Role

# What Wagtail calls the workflow and the task that it lays itself.
WAGTAILS_NAME = "Moderators approval"
OUR_NAME = "Review"


@transaction.atomic
def sync_review() -> None:
    """Let the workflow on the root of the page tree ask the clinical reviewers. Safe to call twice.

    Wagtail lays it for a group *Moderators* that has no members here. What an administrator added or renamed stays.
    """
    reviewers = Group.objects.get_or_create(name=str(Role.CLINICAL_REVIEWER))[0]
    workflows = Workflow.objects.filter(workflow_pages__page__depth=1)
    for task in GroupApprovalTask.objects.filter(workflow_tasks__workflow__in=workflows):
        task.groups.add(reviewers)
        if task.name == WAGTAILS_NAME:
            task.name = OUR_NAME
            task.save(update_fields=["name"])
    workflows.filter(name=WAGTAILS_NAME).update(name=OUR_NAME)
