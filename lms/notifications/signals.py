"""What notifications tell whoever listens."""

from django.dispatch import Signal

# notification: Notification, just made (inside the transaction)
notified = Signal()
