from lms.common.due import register
from lms.people.services import delete_unanswered_invitations

register("unanswered-invitations", delete_unanswered_invitations)
