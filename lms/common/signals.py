"""Signals that a lower app sends and the roof listens to."""

from django.dispatch import Signal

# Somebody looked at somebody else's data. Arguments: viewer (User), subject (User), what (str, a short phrase).
person_viewed = Signal()

# Somebody took along data of many people at once. Arguments: viewer (User), subjects (their keys), what (as above).
people_viewed = Signal()
