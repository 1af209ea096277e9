from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    code: str
    level: str
    node: str
    choice: str
    message: str


@dataclass(frozen=True)
class LintSettings:
    x: object = None

    @classmethod
    def from_json(cls, data):
        return cls()


def lint(graph, *, limits=None, behaviours=None, settings=None, source=None):
    if not graph.start:
        return [Finding("no_start", "error", "", "", "There is no start.")]
    return []
