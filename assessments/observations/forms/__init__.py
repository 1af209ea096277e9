"""What people type about a role-play. Each form only reads; services write."""

from assessments.observations.forms.desk import (
    AgreedForm,
    ArrangeForm,
    DecisionForm,
    FeedbackForm,
    RaterForm,
    WordsForm,
)
from assessments.observations.forms.sheets import taps_from_form

__all__ = [
    "AgreedForm",
    "ArrangeForm",
    "DecisionForm",
    "FeedbackForm",
    "RaterForm",
    "WordsForm",
    "taps_from_form",
]
