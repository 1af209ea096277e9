"""Whoever holds something about a person says so in its app's privacy.py."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from lms.common import privacy
from tests.architecture.tree import PACKAGES, report


def our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in PACKAGES:
            yield model


def keys_to_user(model: type[models.Model]) -> list[str]:
    """Its own columns; what a page inherits (owner, locked_by) stands in Wagtail's table."""
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is get_user_model()
    ]


def resolve(model: type[models.Model], path: str) -> models.Field | None:
    """The field that a look-up ends at; None where there is none."""
    field = None
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = field.related_model or model
    return field


def trouble(declaration: privacy.PersonalData) -> Iterator[str]:
    model = apps.get_model(declaration.model)
    last = resolve(model, declaration.user_field)
    is_user = model is get_user_model() and declaration.user_field in {"pk", "id"}
    if not is_user and (last is None or last.related_model is not get_user_model()):
        yield f"user_field {declaration.user_field} does not lead to a person"
    for name in (*declaration.fields, *declaration.blank, *declaration.files, *declaration.other_user_fields):
        if resolve(model, name) is None and not hasattr(model, name):
            yield f"no such field: {name}"
    if not (str(declaration.holds) and str(declaration.purpose) and str(declaration.retention)):
        yield "what it holds, why and for how long must all be said"


def test_every_model_with_a_key_to_a_person_is_declared() -> None:
    offenders = []
    for model in our_models():
        declaration = privacy.declaration_for(model._meta.label)
        answered = {declaration.user_field.split("__")[0], *declaration.other_user_fields} if declaration else set()
        offenders += [f"{model._meta.label}.{name}" for name in keys_to_user(model) if name not in answered]
    assert not offenders, report(offenders, "key to a person that no privacy.py declares")


def test_the_person_itself_is_declared() -> None:
    assert privacy.declaration_for(get_user_model()._meta.label)


def test_declared_fields_exist() -> None:
    offenders = [f"{item.model}: {words}" for item in privacy.declarations() for words in trouble(item)]
    assert not offenders, report(offenders, "wrong declaration")


def test_wrong_declaration_is_noticed() -> None:
    wrong = privacy.PersonalData(
        model="people.Membership", user_field="organisation", holds="x", purpose="", retention="x",
        fields=("shoe_size",), erase="keep",
    )  # fmt: skip
    assert len(list(trouble(wrong))) == 3


def test_second_declaration_of_a_model_is_refused() -> None:
    known = next(privacy.declarations())
    with pytest.raises(ValueError, match="declared twice"):
        privacy.register(known)
