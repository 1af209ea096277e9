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
# sitting: Sitting, just arranged
sitting_arranged = Signal()
# sitting: Sitting, called off before anything was rated
sitting_cancelled = Signal()
# sitting: Sitting, whose day, place or link was changed; actor: User who did it
sitting_changed = Signal()
# observation: Observation of a trainee who was added to a role-play that others are in already
trainee_added = Signal()
# observation: Observation of a trainee who was taken out, noted as absent or stopped, while the others go on
trainee_out = Signal()
# observation: Observation that its trainee leaves out, without a reason
trainee_opted_out = Signal()
# seat: Seat that somebody was just asked to take; more: of how many other trainees of the sitting at the same time
rater_asked = Signal()
# seat: Seat whose sheet is owed; day: the day on which its rater is reminded
rater_reminded = Signal()
# seat: Seat of an actor or a peer who was just asked; one for each person, also where several trainees are watched
feedback_asked = Signal()
# seat: Seat of an actor or a peer who said no
feedback_declined = Signal()
# concern: Concern, harm that an actor or a peer has just ticked
concern_raised = Signal()
# observation: Observation, whose raters differ so much that somebody has to decide
raters_differ = Signal()
# observation: Observation, whose sheets were put together; result: ObservationResult, not yet shown to the trainee
observation_agreed = Signal()
# observation: Observation, whose result its trainee may see from now on; result: ObservationResult
observation_released = Signal()
# feedback: Feedback, just given; observation: Observation it is about
feedback_given = Signal()
# response: Response (an answer or an appeal) of a trainee to a result; observation: Observation it is about
result_answered = Signal()
# observation: Observation, whose appeal was answered; result: ObservationResult that stands; changed: whether it is new
appeal_settled = Signal()
# follow_up: FollowUp, just opened, since a sheet with harm was handed in
follow_up_opened = Signal()
# follow_up: FollowUp that nobody acknowledged in time
follow_up_unanswered = Signal()
# follow_up: FollowUp, just closed
follow_up_closed = Signal()
# request: RecordingRequest; everybody in the role-play is asked whether it may be recorded
recording_asked = Signal()
# consent: RecordingConsent, just said; request: RecordingRequest it answers
recording_answered = Signal()
# recording: Recording, just added
recording_added = Signal()
# recording: Recording, whose file is gone from now on; `deleted_why` says why
recording_deleted = Signal()
# view: RecordingView of somebody who runs the programme and gave a reason
recording_opened_in_emergency = Signal()
# content: Instrument or FrameworkDraft that waits for clinical review from now on; actor: User who sent it, if any
review_asked = Signal()
# content: Instrument or FrameworkDraft that a reviewer published (`published`) or sent back; asked_by: User who had
# sent it, if known; actor: the reviewer
review_answered = Signal()
