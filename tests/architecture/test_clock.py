"""Time comes from lms.common.clock alone, so that tests can move it."""

import re

from tests.architecture.tree import python_files, report, short

ASKS = re.compile(
    r"\btimezone\.(now|localdate|localtime)\(|\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(|\btime\.time\("
)


def test_nobody_else_asks_for_the_time() -> None:
    offenders = [
        f"{short(path)}:{number} {line.strip()}"
        for path in python_files()
        if short(path) != "lms/common/clock.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ASKS.search(line)
    ]
    assert not offenders, report(offenders, "asks for the time outside lms.common.clock")
