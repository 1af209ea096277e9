"""Small files, small functions, small templates."""

from tests.architecture.tree import PACKAGES, ROOT, functions, python_files, report, short, template_files

FILE_LINES = 500
FUNCTION_LINES = 60
TEMPLATE_LINES = 80


def lines(path) -> int:
    return len(path.read_text().splitlines())


def all_python():
    yield from python_files(*PACKAGES, "tests")
    yield from sorted(ROOT.glob("*.py"))


def test_no_file_is_too_long() -> None:
    long = [f"{short(path)}: {lines(path)}" for path in all_python() if lines(path) > FILE_LINES]
    assert not long, report(long, f"over {FILE_LINES} lines")


def test_no_function_is_too_long() -> None:
    long = [
        f"{short(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in all_python()
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long, report(long, f"over {FUNCTION_LINES} lines")


def test_no_template_is_too_long() -> None:
    long = [f"{short(path)}: {lines(path)}" for path in template_files() if lines(path) >= TEMPLATE_LINES]
    assert not long, report(long, f"not under {TEMPLATE_LINES} lines")
