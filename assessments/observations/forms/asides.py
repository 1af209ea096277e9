"""Whom to ask to play, or to say what they saw; what is decided about harm they saw."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.observations.choices import SeatRole
from assessments.observations.queries.asides import Askable
from lms.people.models import User


class AsideForm(forms.Form):
    """An actor with the part they play, or a peer."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=[
            (SeatRole.ACTOR, gettext_lazy("To play, and to say how it was from the part")),
            (SeatRole.PEER, gettext_lazy("To watch as a peer, and to say what they saw")),
        ],
        widget=forms.RadioSelect,
    )
    person = forms.ChoiceField(label=gettext_lazy("Whom to ask"))
    character = forms.ChoiceField(
        label=gettext_lazy("Whom they play"),
        required=False,
        help_text=gettext_lazy("For actors. They get this part’s brief, and no other."),
    )

    def __init__(self, *args: Any, people: Sequence[Askable], characters: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.uuid): one.person for one in people}
        choices = [("", _("Choose somebody")), *((str(one.person.uuid), _in_words(one)) for one in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        if characters:
            parts = [("", _("No part of the script")), *((name, name) for name in characters)]
            self.fields["character"].choices = parts  # type: ignore[attr-defined]
        else:
            del self.fields["character"]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["person"]]

    @property
    def plays(self) -> str:
        """Whom they play, as actors."""
        playing = self.cleaned_data["role"] == SeatRole.ACTOR
        return self.cleaned_data.get("character", "") if playing else ""


def _in_words(one: Askable) -> str:
    """Name, and what to think of before asking."""
    words = []
    if one.watched:
        words.append(_("is watched in it too"))
    elif one.ahead:
        words.append(_("has this role-play still ahead, and would know the script"))
    elif one.trainee:
        words.append(_("trainee"))
    return " – ".join([one.person.full_name, *words])


class ConcernForm(forms.Form):
    """Why nothing follows; a follow-up needs no reason."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why, in a sentence"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Needed where nothing follows. It is kept; neither the trainee nor who saw it reads it."
        ),
    )
