"""What people do that other rooms may want to know."""

from django.dispatch import Signal

# Sent inside the transaction. Arguments: invitation (Invitation).
invitation_made = Signal()
# Sent inside the transaction. Arguments: user (User), invitation (Invitation).
invitation_accepted = Signal()
