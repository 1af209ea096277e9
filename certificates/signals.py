"""What certificates tells whoever listens."""

from django.dispatch import Signal

# award: Award, just granted (inside the transaction)
award_granted = Signal()
# award: Award, just changed status by an event: event (AwardEvent)
award_changed = Signal()
# certificate: Certificate, its PDF just stored
certificate_issued = Signal()
# certificate: Certificate, just drawn up: serial and words stand, its PDF is still to be made (inside the transaction)
certificate_drawn_up = Signal()
