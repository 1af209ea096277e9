"""Who sees what about Tess Quillon: the table that `docs/privacy.md` tells in words.

A row is a sort of data, the mark by which it is found (a pattern; one of several ways in which it shows), and who reads
it: on a page that links lead to, or in a file. Everybody else must find it nowhere. Where several people read a
row together with others only, they are no readers of it: what may be counted is in `test_small_cells.py`.

The viewers: `trainee` is Tess, `peer` takes part in her group, `supervisor` supervises her, `co_rater` rates her,
`trainer` supervises the group but not her, `lead` and `manager` and `auditor` look after her organisation, `editor` and
`reviewer` write and sign, `nobody` is not signed in.
"""

import re
from dataclasses import dataclass

from tests.architecture.who_sees.world import NAME, VIEWERS

WHO = (*VIEWERS, "nobody")


@dataclass(frozen=True)
class Row:
    """`why`: what was decided where it is not obvious; `not_yet`: why there is nothing to look at."""

    data: str
    mark: str = ""
    seen: str = ""
    why: str = ""
    not_yet: str = ""

    @property
    def readers(self) -> set[str]:
        unknown = {*self.seen.split()} - {*WHO}
        assert not unknown, f"{self.data}: no such viewer: {unknown}"
        return {*self.seen.split()}

    def stands_in(self, text: str) -> bool:
        return re.search(self.mark, text) is not None


GUIDES = "trainee supervisor lead"

ROWS = (
    Row("that she is here", NAME, "trainee supervisor co_rater trainer lead manager auditor",
        why="Her group sees no list of itself; a certificate names its holder only where they say so."),
    # Courses
    Row("lesson progress", r"3 of 7 lessons done", "trainee supervisor trainer lead manager auditor"),
    Row("quiz result", rf"Check of words Met|{NAME},person\d+@[^\n]*,True",
        "trainee supervisor trainer lead manager auditor"),
    Row("quiz answers", rf"W_TYPED|{NAME},[^\n]*one_best", "trainee",
        why="Managers and auditors take them along counted together; her supervisor reads misses alone."),
    Row("quiz misses", r"ery sure of an answer on safety.{0,120}Role and scope|on “Role and scope”, needs",
        "trainee supervisor", why="What it was about, never the answer. A lead reads it of those whom they supervise."),
    Row("long answers", r"W_LONG", "trainee supervisor lead manager",
        why="Whoever takes one to mark it reads it, without a name. They have to: no machine marks it."),
    Row("private reflections", r"W_PRIVATE|W_EARLIER", "trainee"),
    Row("shared reflections", r"W_SHARED", "trainee supervisor",
        why="The box says: your supervisors. A lead who does not supervise her is none of them."),
    Row("corrections of a register", r"W_CORRECTED", "trainee"),
    # Scenarios
    Row("scenario path, kept", r"(You|Tess): Works partly “You try wait", "trainee"),
    Row("scenario path, sent", r"(You|Tess): Works partly “You try later", GUIDES),
    Row("scenario harm", r"“You try sharp\.”.{0,120}Made good later", GUIDES),
    Row("scenario words", r"W_LINE|W_DEBRIEF", "trainee"),
    Row("shared scenario words", r"W_THOUGHT", "trainee supervisor"),
    # Observed role-plays
    Row("observed levels", rf"{NAME} 1 ▲ 4 ★|GRP-1 (End of training|What counts) 4 · Advanced|{NAME},1,4",
        "trainee supervisor co_rater lead manager auditor", why="The trainer sees them counted, of five or more."),
    Row("what was harmful, in a line", r"W_HARM[01]", "trainee supervisor co_rater lead manager"),
    Row("raters' notes", r"W_NOTE[01]|W_LEVEL[01]", "supervisor co_rater lead manager",
        why="She reads what was ticked, what was harmful, and feedback; notes are how raters remember."),
    Row("sheets before all are in", r"W_(HARM|NOTE|LEVEL)7", ""),
    Row("feedback", r"W_KEEP|W_CHANGE|W_STEP", "trainee supervisor co_rater lead manager"),
    Row("answers to a result, appeals", r"W_ANSWERED|W_APPEAL", "trainee supervisor co_rater lead manager",
        why="Who rated has to read what is said to it."),
    Row("what an actor saw, before anybody decided", r"W_ASIDE", "supervisor lead manager",
        why="Raters whose sheet is due are led by nobody; she reads it once it is decided and the result is out."),
    Row("recording", r"W_FILM", "trainee",
        why="The result is out, so raters have no more to do with it; she did not allow it to who supervises her."),
    Row("recording that supervisors may watch", r"W_ALLOWED", "trainee supervisor co_rater",
        why="Whoever still has to rate it, too. Who runs the programme gives a reason first."),
    Row("what a follow-up of harm agreed", r"W_AGREED", "trainee supervisor lead manager"),
    Row("why a rater was asked all the same", r"W_OVERRIDE", "supervisor lead manager"),
    Row("goals", r"W_GOAL", GUIDES),
    # Beside it
    Row("what is needed to take part", r"W_NEED", "trainee supervisor co_rater trainer lead manager"),
    Row("certificate", r"HS-\d{4}-(?!7KQ4-M2XD)\w{4}-\w{4}", "trainee supervisor lead manager auditor"),
    Row("why an award was suspended", r"W_SUSPENDED|W_REINSTATED", "trainee lead manager"),
    # About a rater
    Row("calibration results", r"Agreement beyond chance, ICC|W_PAUSED", "co_rater lead"),
    Row("words on a reference", r"W_COMMENT", "co_rater reviewer",
        why="Those who sign a reference read what is said of it."),
    # Nothing to look at
    Row("practicum log", not_yet="no practicum is kept"),
    Row("supervision notes", not_yet="supervision is a link, without meetings"),
    Row("incident flag", not_yet="only harm in a role-play opens a follow-up"),
    Row("wellbeing notes, warning-sign plan", not_yet="there are private reflections alone"),
    Row("lived-experience attestation", not_yet="no programme asks for one"),
)  # fmt: skip
