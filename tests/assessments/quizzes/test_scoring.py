from decimal import Decimal

from assessments.quizzes.scoring import Marked, add_up


def marked(*rights, critical=()):
    return [Marked(n, Decimal(int(right)), right, n in critical) for n, right in enumerate(rights, start=1)]


def test_seven_of_eight_pass_at_eighty_and_six_do_not():
    assert add_up(marked(*[True] * 7, False), pass_mark=80).passed
    assert not add_up(marked(*[True] * 6, False, False), pass_mark=80).passed


def test_a_missed_safety_question_is_named_and_keeps_from_passing():
    outcome = add_up(marked(*[True] * 7, False, critical={8}), pass_mark=80)
    assert (outcome.right, outcome.total, outcome.critical_missed, outcome.passed) == (7, 8, (8,), False)


def test_a_partly_right_safety_question_counts_as_missed():
    rows = [*marked(*[True] * 7), Marked(8, Decimal("0.5"), correct=False, safety_critical=True)]
    outcome = add_up(rows, pass_mark=80)
    assert (outcome.score, outcome.passed) == (Decimal("7.5"), False)


def test_no_questions_are_no_pass():
    assert not add_up([], pass_mark=80).passed
