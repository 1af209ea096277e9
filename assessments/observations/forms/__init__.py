"""What people type about a role-play. Each form only reads; services write."""

from assessments.observations.forms.desk import (
    AgreedForm,
    ArrangeForm,
    DecisionForm,
    FeedbackForm,
    RaterForm,
    WordsForm,
)
from assessments.observations.forms.recordings import AskForm, ReasonForm, RecordingForm
from assessments.observations.forms.sheets import taps_from_form
from assessments.observations.forms.slots import TimesForm

__all__ = [
    "AgreedForm",
    "ArrangeForm",
    "AskForm",
    "DecisionForm",
    "FeedbackForm",
    "RaterForm",
    "ReasonForm",
    "RecordingForm",
    "TimesForm",
    "WordsForm",
    "taps_from_form",
]
