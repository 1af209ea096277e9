"""Several trainees in one role-play: who, with whom, when; and what can be changed while it is planned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.models import Instrument
from assessments.observations import queries
from assessments.observations.choices import Part
from assessments.observations.forms.desk import WHEN, ArrangeForm, rater_words
from assessments.observations.groups import FEWEST, MOST
from assessments.observations.models import Observation, Sitting
from assessments.observations.queries import Suggestion
from assessments.observations.services import Details, Plan
from lms.people.models import User

NO_PART = [("", gettext_lazy("No part of their own"))]


def _place() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Place"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Where it is not on a call, e.g. “Oak Street, second floor”."),
    )


def _contact() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Whom to call afterwards"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Name and number of somebody who has time that evening. Actors and peers see it."),
    )


def _link() -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Where to meet"), required=False, assume_scheme="https", max_length=400,
        help_text=gettext_lazy("The link of a call."),
    )  # fmt: skip


class RaterChoice(forms.MultipleChoiceField):
    """Whom to ask, with how much each has to do; `people` are those who can be chosen, by uuid."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        self.people = {str(one.rater.uuid): one.rater for one in suggestions}
        self.choices = [(str(one.rater.uuid), rater_words(one)) for one in suggestions]

    def chosen(self, keys: Sequence[str]) -> list[User]:
        return [self.people[key] for key in keys]


def _raters_of(form: forms.Form) -> RaterChoice:
    return cast("RaterChoice", form.fields["raters"])


class GroupForm(ArrangeForm):
    """One role-play with two to six trainees, and who rates all of them."""

    use_required_attribute = False

    again = None
    raters = RaterChoice(
        label=gettext_lazy("Who rates them"),
        required=False,
        help_text=gettext_lazy("Each rates all of them on one screen. What speaks against somebody is shown next."),
    )
    variant = forms.ChoiceField(label=gettext_lazy("Variant"), required=False)
    place, link, contact = _place(), _link(), _contact()

    field_order = ("instrument", "learners", "raters", "starts_at", "place", "link", "contact", "counts", "occasion",
                   "variant", "language", "key")  # fmt: skip

    def __init__(
        self, *args: Any, instruments: QuerySet[Instrument], learners: QuerySet[User], user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, instruments=instruments, learners=learners, **kwargs)
        _raters_of(self).offer(queries.raters_to_offer(learners, user))
        self.fields["learners"].help_text = _("Two to six of them. Each has a sheet and a result of their own.")
        drawn = [("", _("Drawn: one that nobody here has had"))]
        codes = sorted({code for one in instruments for code in variants_of(queries.current_kit(one))})
        self.fields["variant"].choices = [*drawn, *((code, code) for code in codes)]  # type: ignore[attr-defined]

    def clean_learners(self) -> Any:
        learners = self.cleaned_data["learners"]
        if not FEWEST <= len(learners) <= MOST:
            text = _("Tick at least %(fewest)d and at most %(most)d. You ticked %(n)d.")
            raise forms.ValidationError(text % {"fewest": FEWEST, "most": MOST, "n": len(learners)})
        return learners

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        version = queries.current_kit(data["instrument"]) if data.get("instrument") else None
        if data.get("variant") and data["variant"] not in variants_of(version):
            self.add_error("variant", _("This role-play has no variant %(code)s.") % {"code": data["variant"]})
        return data

    @property
    def chosen_raters(self) -> list[User]:
        return _raters_of(self).chosen(self.cleaned_data["raters"])

    def plan(self) -> Plan:
        data = self.cleaned_data
        learners = list(data["learners"])
        return Plan(
            instrument=data["instrument"],
            learners=learners,
            starts_at=data["starts_at"],
            occasion=data["occasion"],
            counts=data["counts"] == "yes",
            link=data["link"],
            language=data["language"],
            variant=data["variant"],
            missed_only=False,
            key=data["key"],
            place=data["place"],
            contact=data["contact"],
            parts=parts_in(self.data, learners),
        )


def variants_of(version: Any) -> list[str]:
    """The codes of a kit's variants."""
    return [one["code"] for one in version.kit.get("variants", [])] if version else []


def parts_in(posted: Any, learners: Sequence[User]) -> dict[int, str]:
    """What each of these people does in it, from fields `part-<uuid>`; what is no part is left out."""
    said = {learner.pk: str(posted.get(f"part-{learner.uuid}", "")) for learner in learners}
    return {pk: part for pk, part in said.items() if part in Part.values}


class ChangeForm(forms.Form):
    """When and where; the variant as long as nobody has begun; what each trainee does in it."""

    use_required_attribute = False

    starts_at = forms.DateTimeField(
        label=gettext_lazy("Begins"),
        input_formats=[WHEN, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        help_text=gettext_lazy("By your own clock; everybody sees it by theirs."),
    )
    place, link, contact = _place(), _link(), _contact()
    variant = forms.ChoiceField(label=gettext_lazy("Variant"), required=False)

    def __init__(self, *args: Any, sitting: Sitting, rows: Sequence[Observation], **kwargs: Any) -> None:
        names = ("starts_at", "place", "link", "contact", "variant")
        super().__init__(*args, initial={name: getattr(sitting, name) for name in names}, **kwargs)
        codes = variants_of(sitting.instrument_version)
        if codes:
            self.fields["variant"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]
        else:
            del self.fields["variant"]
        self.rows, self.sitting = rows, sitting
        for row in rows if len(rows) > 1 else ():
            label = _("Part of %(name)s") % {"name": row.learner.full_name}
            self.fields[f"part-{row.learner.uuid}"] = forms.ChoiceField(
                label=label, choices=[*NO_PART, *Part.choices], required=False, initial=row.part
            )

    def details(self) -> Details:
        data = self.cleaned_data
        parts = {row.learner_id: data.get(f"part-{row.learner.uuid}", row.part) for row in self.rows}
        variant = data.get("variant") or self.sitting.variant
        starts = data["starts_at"]
        # The field knows no seconds: a day that nobody touched is no other day.
        if starts == self.sitting.starts_at.replace(second=0, microsecond=0):
            starts = self.sitting.starts_at
        return Details(starts, data["place"], data["link"], data["contact"], variant, parts, self._seen())

    def _seen(self) -> datetime | None:
        """Which state of the role-play the form showed; None where it does not say."""
        try:
            return parse_datetime(self.data.get("seen", ""))
        except ValueError:
            return None


class AddForm(forms.Form):
    """Somebody else who is watched in it."""

    use_required_attribute = False

    learner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who else is watched"),
        to_field_name="uuid",
        empty_label=gettext_lazy("Choose somebody"),
    )

    def __init__(self, *args: Any, learners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["learner"]
        field.queryset = learners  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.full_name  # type: ignore[attr-defined]


class TogetherForm(forms.Form):
    """Whom to ask for all trainees of a role-play, and in place of whom."""

    use_required_attribute = False

    raters = RaterChoice(label=gettext_lazy("Whom to ask"))
    instead_of = forms.ChoiceField(label=gettext_lazy("In place of"), required=False)

    def __init__(
        self, *args: Any, suggestions: Sequence[Suggestion], owing: Sequence[User] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _raters_of(self).offer(suggestions)
        self.owing = {str(rater.uuid): rater for rater in owing}
        choices = [("", _("Nobody: as another rater")), *((key, str(one)) for key, one in self.owing.items())]
        self.fields["instead_of"].choices = choices  # type: ignore[attr-defined]
        if not owing:
            del self.fields["instead_of"]

    @property
    def chosen(self) -> list[User]:
        return _raters_of(self).chosen(self.cleaned_data["raters"])

    @property
    def replaced(self) -> User | None:
        return self.owing.get(self.cleaned_data.get("instead_of", ""))
