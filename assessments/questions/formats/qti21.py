"""QTI 2.1. Reading takes 2.1, 2.2 and 3.0 alike."""

from collections.abc import Sequence

from assessments.questions.formats.draft import Draft, Writing
from assessments.questions.formats.qti_names import QTI21
from assessments.questions.formats.qti_package import read_qti, write_package

read_qti21 = read_qti


def write_qti21(drafts: Sequence[Draft]) -> Writing:
    return write_package(drafts, QTI21)
