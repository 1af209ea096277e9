from tests.architecture.access import OK, Line

LINES = [
    Line("privacy:mine", everybody=OK),
    Line("privacy:export", post={}, everybody=OK),
    Line("privacy:erase", everybody=OK),
    Line("privacy:access_log", everybody=OK),
]
