"""QTI 3.0. Reading takes 2.1, 2.2 and 3.0 alike."""

from collections.abc import Sequence

from assessments.questions.formats.draft import Draft, Writing
from assessments.questions.formats.qti_names import QTI3
from assessments.questions.formats.qti_package import read_qti, write_package

read_qti3 = read_qti


def write_qti3(drafts: Sequence[Draft]) -> Writing:
    return write_package(drafts, QTI3)
