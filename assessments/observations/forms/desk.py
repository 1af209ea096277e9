"""Arranging, deciding, writing to somebody: plain forms."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.models import Instrument
from assessments.instruments.sheets import Item
from assessments.observations.choices import Occasion, Watching
from assessments.observations.models import Seat
from assessments.observations.queries import Suggestion
from assessments.observations.services import Decision, Plan
from lms.people.models import User

COUNTS = [("yes", gettext_lazy("It counts: two raters, and evidence once it is released"))] + [
    ("no", gettext_lazy("A practice run: nothing of it counts"))
]
WHEN = "%Y-%m-%dT%H:%M"


class _Named(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class ArrangeForm(forms.Form):
    """Who plays what, when, and whether it counts."""

    instrument = forms.ModelChoiceField(
        Instrument.objects.none(), label=gettext_lazy("Role-play"), empty_label=None, to_field_name="code"
    )
    learners = _Named(
        User.objects.none(),
        label=gettext_lazy("Who is watched"),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Several trainees of one role-play each get sheets of their own."),
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Begins"),
        input_formats=[WHEN, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        help_text=gettext_lazy("By your own clock; everybody sees it by theirs."),
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("Does it count?"), choices=COUNTS, initial="yes", widget=forms.RadioSelect
    )
    occasion = forms.ChoiceField(label=gettext_lazy("When in the training"), choices=Occasion.choices, initial="end")
    again = forms.BooleanField(
        label=gettext_lazy("Where something was missed before, look at that alone"), required=False, initial=True
    )
    link = forms.URLField(label=gettext_lazy("Where to meet"), required=False, assume_scheme="https", max_length=400)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, instruments: QuerySet[Instrument], learners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = instruments  # type: ignore[attr-defined]
        self.fields["learners"].queryset = learners  # type: ignore[attr-defined]
        self.fields["key"].initial = self.fields["key"].initial or uuid.uuid4()
        if len(settings.LANGUAGES) < 2:
            self.fields["language"].widget = forms.HiddenInput()
            self.fields["language"].initial = settings.LANGUAGES[0][0]

    def plan(self) -> Plan:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return Plan(
            instrument=data["instrument"],
            learners=list(data["learners"]),
            starts_at=data["starts_at"],
            occasion=data["occasion"],
            counts=data["counts"] == "yes",
            link=data["link"],
            language=data["language"],
            missed_only=data["again"],
            key=data["key"],
        )


class RaterForm(forms.Form):
    """Whom to ask, in place of whom, and why in spite of what speaks against them."""

    rater = forms.ChoiceField(label=gettext_lazy("Whom to ask"), widget=forms.RadioSelect)
    instead_of = forms.ChoiceField(label=gettext_lazy("In place of"), required=False)
    watches = forms.ChoiceField(
        label=gettext_lazy("How they watch"),
        choices=Watching.choices,
        initial=Watching.LIVE,
        required=False,
        help_text=gettext_lazy("From a recording only if everybody in it agrees to one. If not, ask somebody live."),
    )
    override = forms.CharField(
        label=gettext_lazy("Why they rate all the same"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where something speaks against them. It is kept with the seat and in the log."),
    )

    def __init__(
        self,
        *args: Any,
        suggestions: Sequence[Suggestion],
        owing: Sequence[Seat] = (),
        recordable: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.rater.uuid): one.rater for one in suggestions}
        self.owing = {str(seat.uuid): seat for seat in owing}
        field = self.fields["rater"]
        field.choices = [(str(one.rater.uuid), rater_words(one)) for one in suggestions]  # type: ignore[attr-defined]
        if owing:
            choices = [
                ("", _("Nobody: as another rater")),
                *((key, str(seat.rater)) for key, seat in self.owing.items()),
            ]
            self.fields["instead_of"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["instead_of"]
        if not recordable:
            del self.fields["watches"]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["rater"]]

    @property
    def way(self) -> str:
        return self.cleaned_data.get("watches") or Watching.LIVE

    @property
    def replaced(self) -> Seat | None:
        return self.owing.get(self.cleaned_data.get("instead_of", ""))


def rater_words(one: Suggestion) -> str:
    """Name, what speaks for and against them, and how much they have to do."""
    load = _("owes no sheet") if not one.load else _("owes %(n)d already") % {"n": one.load}
    words = [*one.found.words, *([str(one.times.label)] if one.times else []), load]
    if not one.ready:
        words.append(_("still learns to rate, so can't hand in what counts yet"))
    if not one.speaks:
        words.append(_("uses the site in another language"))
    if one.found.blocking:
        words.append(_("can't be asked"))
    return f"{one.rater.full_name} – {'; '.join(words)}"


class DecisionForm(forms.Form):
    """What a third rater says of one skill: a level, the harm they saw where it is level 1, and why."""

    use_required_attribute = False

    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        coerce=str,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a level.")},
    )
    harms = forms.MultipleChoiceField(
        label=gettext_lazy("Harm that was seen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With level 1 alone."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why, in a sentence: both raters read it.")},
    )

    def __init__(
        self, *args: Any, item: Item, texts: dict[str, str], levels: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=item.code, **kwargs)
        self.item = item
        choices = [*levels, ("none", _("Can't be rated"))]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        self.fields["harms"].choices = [(code, texts[code]) for code in item.harm]  # type: ignore[attr-defined]
        if not item.harm:
            del self.fields["harms"]

    def clean(self) -> dict[str, Any]:
        """Level 1 and harm go together, or neither is there."""
        data = super().clean() or {}
        level = data.get("level")
        if level and "harms" in self.fields and (level == "1") != bool(data.get("harms")):
            self.add_error("harms", _("Level 1 goes with the harm that was seen, and no other level does."))
        return data

    def decision(self) -> Decision:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data["level"]
        harms = tuple(self.cleaned_data.get("harms", ()))
        return Decision(None if said == "none" else int(said), self.cleaned_data["reason"], harms)


class FeedbackForm(forms.Form):
    """Two to keep, one to change, one step with a day. Nothing is required while it is written."""

    use_required_attribute = False
    NEEDED = ("step", "step_by", "behaviours")

    keep_1 = forms.CharField(label=gettext_lazy("One thing to keep"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    keep_2 = forms.CharField(label=gettext_lazy("Another thing to keep"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    change = forms.CharField(label=gettext_lazy("One thing to change"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    step = forms.CharField(label=gettext_lazy("One practice step"), required=False, max_length=300)
    step_by = forms.DateField(label=gettext_lazy("By when"), required=False,
                              widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))  # fmt: skip
    behaviours = forms.MultipleChoiceField(
        label=gettext_lazy("What it rests on"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least one behaviour, so that the words have something to hold on to."),
    )  # fmt: skip

    def __init__(self, *args: Any, behaviours: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviours"].choices = behaviours  # type: ignore[attr-defined]

    def say_what_is_needed(self) -> None:
        """From here on the form is shown, no longer read: what giving it needs is no longer called optional."""
        for name in self.NEEDED:
            self.fields[name].required = True


class WordsForm(forms.Form):
    """A trainee's answer or appeal."""

    use_required_attribute = False

    words = forms.CharField(label=gettext_lazy("Your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AgreedForm(forms.Form):
    """What was agreed after harm; `closes`: without it nothing is closed."""

    use_required_attribute = False

    agreed = forms.CharField(
        label=gettext_lazy("What was agreed"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A sentence or two. Nothing about members, nothing about health."),
    )

    def __init__(self, *args: Any, closes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].required = closes
