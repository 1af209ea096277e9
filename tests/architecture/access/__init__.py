"""Who may open what: one module of lines per app.

Each URL name of ours needs at least one line in the `LINES` of its app's module here; `test_access_matrix.py` finds
the modules by itself and opens every line as nobody and as each of the seven roles. A line reads

    Line("courses:cohort", kwargs=cohort, roles={"programme_manager": OK})

- the first argument is the URL name; `case` tells several lines of one name apart;
- `kwargs` is a function that makes what the page needs and returns the arguments of the URL. Where that depends on who
  knocks, it takes that person (None before sign-in) as its argument and is called for each; without an argument it is
  called once, and everybody finds what it made as it was. Leave it out for a URL without arguments;
- `anonymous` is LOGIN unless said otherwise; each role is HIDDEN (404) unless `roles` says otherwise;
  `everybody=OK` sets all seven roles at once, `public=True` these and anonymous;
- `post` is what to send: leave it out for GET. `{}` is a POST without fields.

OK is any answer below 400 that does not lead to the sign-in page; DENIED is 403, only right where the page is known to
exist. The person who knocks is fresh and belongs to no organisation: what is hidden from them is hidden for its own
sake, so build the case that should be refused beside the one that should not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import Any

from lms.people.choices import Role

OK, LOGIN, HIDDEN, DENIED = "ok", "login", "hidden", "denied"
ROLES = tuple(role.value for role in Role)


def _no_arguments() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Line:
    """One URL name, in one case, with what everybody gets."""

    name: str
    case: str = ""
    kwargs: Callable[..., dict[str, Any]] = _no_arguments
    post: dict[str, Any] | None = None
    everybody: str = HIDDEN
    anonymous: str = LOGIN
    public: bool = False
    roles: dict[str, str] = field(default_factory=dict)

    @property
    def is_same_for_all(self) -> bool:
        """Whether what is behind the door does not depend on who knocks."""
        return not signature(self.kwargs).parameters

    def expected(self) -> dict[str, str]:
        """What each of anonymous and the seven roles gets."""
        unknown = set(self.roles) - set(ROLES)
        assert not unknown, f"{self.name}: no such role: {unknown}"
        everybody = OK if self.public else self.everybody
        anonymous = OK if self.public else self.anonymous
        return {"anonymous": anonymous, **{role: self.roles.get(role, everybody) for role in ROLES}}


def all_lines() -> list[Line]:
    """The lines of every module beside this one."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return [line for module in modules for line in module.LINES]
