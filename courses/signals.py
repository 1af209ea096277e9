"""What courses tells whoever listens. Sent inside the transaction (the inner ring)."""

from django.dispatch import Signal

# enrolment: Enrolment, just completed
course_completed = Signal()
# reflection: Reflection, just shared with the learner's supervisors
reflection_shared = Signal()
# enrolment: Enrolment, just made
enrolled = Signal()
