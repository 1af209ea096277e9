"""What assessments tells whoever listens. All are sent inside the transaction (the inner ring)."""

from django.dispatch import Signal

# attempt: QuizAttempt, just finished and graded; marked: whether people marked some of it
attempt_finished = Signal()
# record: CompetencyRecord, just added
competency_recorded = Signal()
# attempt: QuizAttempt, whose long answers were read: its learner may see what came of it
marks_released = Signal()
# attempt: ScenarioAttempt, just come to an ending, or read as a text instead
scenario_finished = Signal()
# attempt: ScenarioAttempt, finished, that its learner sent to their supervisors
scenario_sent = Signal()
# attempt: QuizAttempt, whose result was changed after a mistake in a key; change: AttemptRegrade
attempt_regraded = Signal()
# sheet: RatingSheet, just handed in or changed; seat: Seat that it comes from
sheet_submitted = Signal()
# sitting: Sitting, just stopped because somebody was not well; actor: User who stopped it
sitting_stopped = Signal()
