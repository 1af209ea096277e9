"""What people do that other rooms may want to know."""

from django.dispatch import Signal

# Sent inside the transaction. Arguments: user (User): what was granted to them has changed.
accommodation_changed = Signal()
# Sent inside the transaction. Arguments: invitation (Invitation).
invitation_made = Signal()
# Sent inside the transaction. Arguments: user (User), invitation (Invitation).
invitation_accepted = Signal()
