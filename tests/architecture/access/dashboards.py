from tests.architecture.access import HIDDEN, OK, Line

LINES = [
    Line("start", everybody=OK),
    Line("training", everybody=OK),
    Line("desk", everybody=OK, roles={"trainee": HIDDEN}),
]
