"""What assessments tells whoever listens. Both are sent inside the transaction (the inner ring)."""

from django.dispatch import Signal

# attempt: QuizAttempt, just finished and graded
attempt_finished = Signal()
# record: CompetencyRecord, just added
competency_recorded = Signal()
