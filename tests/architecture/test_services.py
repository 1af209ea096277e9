"""Services are called by keyword, say what they take and give, and know nothing of HTTP."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import python_files, report, short

DOMAIN = ("lms", "content", "assessments", "courses", "certificates")


def service_files() -> Iterator[Path]:
    yield from (path for path in python_files(*DOMAIN) if path.stem == "services" or path.parent.name == "services")


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def trouble(node: ast.FunctionDef) -> Iterator[str]:
    if node.args.args or node.args.posonlyargs or node.args.vararg:
        yield "takes arguments by position"
    if not all(argument.annotation for argument in node.args.kwonlyargs) or node.returns is None:
        yield "is not annotated"
    if not ast.get_docstring(node):
        yield "has no docstring"


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_services_are_keyword_only_annotated_and_described() -> None:
    offenders = [
        f"{short(path)}:{node.lineno} {node.name} {words}"
        for path in service_files()
        for node in public_functions(path)
        for words in trouble(node)
    ]
    assert not offenders, report(offenders, "service against the rules")


def test_services_know_nothing_of_http() -> None:
    offenders = [
        f"{short(path)}: {name}"
        for path in service_files()
        for name in imported(path)
        if name.startswith(("django.http", "django.shortcuts", "django.contrib.messages"))
    ]
    assert not offenders, report(offenders, "HTTP in a service")


def test_bad_service_is_noticed() -> None:
    node = ast.parse("def take_back(award, *, reason): pass").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert len(list(trouble(node))) == 3
