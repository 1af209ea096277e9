"""What courses tells whoever listens. Sent inside the transaction (the inner ring)."""

from django.dispatch import Signal

# enrolment: Enrolment, just completed
course_completed = Signal()
# reflection: Reflection, just shared with the learner's supervisors
reflection_shared = Signal()
# enrolment: Enrolment, just made
enrolled = Signal()
# enrolment: Enrolment, just withdrawn
withdrawn = Signal()
# session: LabSession, just planned
lab_planned = Signal()
# session: LabSession, with another time, link or way to take part
lab_changed = Signal()
# session: LabSession, just called off
lab_cancelled = Signal()
# session: LabSession, host: User, just named by somebody else
lab_host_named = Signal()
# booking: Booking, just moved up from the waiting list
lab_place_given = Signal()
# booking: Booking, whose session begins within a day
lab_due = Signal()
