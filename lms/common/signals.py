"""Signals that a lower app sends and the roof listens to."""

from django.dispatch import Signal

# Somebody looked at somebody else's data. Arguments: viewer (User), subject (User), what (str, a short phrase).
person_viewed = Signal()
