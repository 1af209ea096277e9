"""Title, rules, and the texts for trainee and observers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.choices import Consensus, PassRule
from assessments.instruments.editing import Json
from assessments.instruments.filling import RULES
from assessments.instruments.forms.base import Group, PartForm, line_field, number_field, words_field

LEVEL4 = re.compile(r"any|all|[1-9]\d?")
PERCENT = 100


class BasicsForm(PartForm):
    title = line_field(gettext_lazy("Title"), 120, needed=True, help_text=gettext_lazy("e.g. Opening online"))
    summary = words_field(gettext_lazy("In a sentence"), 300, rows=2)
    content_note = words_field(
        gettext_lazy("Content note"),
        300,
        rows=2,
        help_text=gettext_lazy("What may be hard about it, e.g. “Somebody speaks of suicide. No method is described.”"),
    )
    play = number_field(gettext_lazy("Minutes of play"), 1, 240)
    rate = number_field(gettext_lazy("Minutes for the raters to finish"), 0, 240)
    feedback = number_field(gettext_lazy("Minutes of feedback"), 0, 240)
    setting = words_field(
        gettext_lazy("Setting"),
        3000,
        rows=4,
        help_text=gettext_lazy("Where the trainee is and what has gone before; actors and raters read it too."),
    )
    must_see = words_field(
        gettext_lazy("What a good run shows, one a line"), 3000, rows=5, help_text=gettext_lazy("For the observers.")
    )
    pause_word = line_field(gettext_lazy("Pause word"), 30, help_text=gettext_lazy("e.g. amber"))
    stop_rule = words_field(gettext_lazy("When it is stopped"), 600, rows=2)
    de_role = words_field(
        gettext_lazy("Stepping out of the part"),
        600,
        rows=2,
        help_text=gettext_lazy("e.g. “Say your own name, and one thing you will do next.”"),
    )

    def told(self, part: Json) -> Json:
        return {**part, **part.get("minutes", {}), "must_see": "\n".join(part.get("must_see", ()))}

    def groups(self) -> list[Group]:
        minutes = ("play", "rate", "feedback")
        fields = list(self.visible_fields())
        before = fields[:3]
        after = [field for field in fields[3:] if field.name not in minutes]
        return [Group("", before), Group(_("Time"), [self[name] for name in minutes], "row"), Group("", after)]

    def value(self) -> Json:
        cleaned = dict(self.cleaned_data)
        minutes = {name: cleaned.pop(name) for name in ("play", "rate", "feedback")}
        lines = [line.strip() for line in cleaned["must_see"].splitlines()]
        part = self.part or {}
        return {
            **part,
            **cleaned,
            "must_see": [line for line in lines if line],
            "minutes": {**part.get("minutes", {}), **minutes},
        }


class BriefForm(PartForm):
    trainee_brief = words_field(
        gettext_lazy("The trainee’s brief"),
        3000,
        rows=10,
        help_text=gettext_lazy("What the trainee is told beforehand. It gives no prompt away."),
    )


class NotesForm(PartForm):
    observer_notes = words_field(
        gettext_lazy("Notes for the observers"),
        3000,
        rows=10,
        help_text=gettext_lazy("e.g. “Stop once the emergency step is done. No rating while anybody is upset.”"),
    )


RETRY = ("after_stop_hours", "missed_items_only", "retries", "meeting_from", "lead_from")
RECORDING = ("allowed", "rate_days", "keep_days", "longest_days")


class RulesForm(PartForm):
    summative = number_field(gettext_lazy("Raters where it counts"), 1, 6)
    formative = number_field(gettext_lazy("Raters of a practice run"), 1, 6)
    level4 = forms.CharField(
        label=gettext_lazy("Level 4 asks for"),
        max_length=3,
        help_text=gettext_lazy("any, all, or a number of advanced behaviours"),
    )
    missing = number_field(gettext_lazy("Unrated when more than"), 0, 20)
    missing_of = number_field(gettext_lazy("… of so many basic behaviours had no room"), 1, 20)
    levels_apart = number_field(gettext_lazy("Decided between raters from so many levels apart"), 1, 3)
    any_harm = forms.BooleanField(label=gettext_lazy("… and whenever only one of them saw harm"), required=False)
    consensus = forms.ChoiceField(label=gettext_lazy("Else the level is"), choices=Consensus.choices)
    rule = forms.ChoiceField(label=gettext_lazy("It takes"), choices=PassRule.choices)
    share = number_field(gettext_lazy("Share of what was rated, in per cent"), 1, PERCENT)
    share_level = number_field(gettext_lazy("… at this level or above"), 1, 4)
    safety_minimum = number_field(gettext_lazy("Safety-critical competencies at least at level"), 1, 4)
    merit = number_field(gettext_lazy("Exceeds from this share, in per cent"), 1, PERCENT)
    merit_level = number_field(gettext_lazy("… at this level or above"), 1, 4)
    stop_on_harm = forms.BooleanField(label=gettext_lazy("Any harm: to be repeated after feedback"), required=False)
    after_stop_hours = number_field(gettext_lazy("Hours until then, at least"), 0, 1000)
    missed_items_only = forms.BooleanField(
        label=gettext_lazy("Without harm only what was missed is looked at again"), required=False
    )
    retries = number_field(gettext_lazy("How often"), 0, 20)
    meeting_from = number_field(gettext_lazy("A supervision meeting first, from so many times harm on"), 1, 20)
    lead_from = number_field(gettext_lazy("A programme manager decides, from so many times harm on"), 1, 20)
    allowed = forms.BooleanField(
        label=gettext_lazy("It may be recorded, if everybody in it agrees"),
        required=False,
        help_text=gettext_lazy("Only for role-plays with actors and trainees. Practice with a real group never is."),
    )
    rate_days = number_field(gettext_lazy("Days to rate from the recording"), 1, 60)
    keep_days = number_field(gettext_lazy("Days it is kept after the result is final"), 1, 365)
    longest_days = number_field(gettext_lazy("Days it is kept in any case"), 1, 730)

    LEGENDS = (
        (gettext_lazy("Raters"), ("summative", "formative")),
        (gettext_lazy("From ticks to a level"), ("level4", "missing", "missing_of")),
        (gettext_lazy("Where raters differ"), ("levels_apart", "any_harm", "consensus")),
        (
            gettext_lazy("To meet the standard"),
            ("rule", "share", "share_level", "safety_minimum", "merit", "merit_level"),
        ),
        (gettext_lazy("Again"), ("stop_on_harm", *RETRY)),
        (gettext_lazy("Recording"), RECORDING),
    )

    def told(self, part: Json) -> Json:
        rule, missing = part.get("pass_rule", {}), part.get("unrated_when_missing_more_than") or [1, 3]
        told: dict[str, Any] = {**part.get("raters", {}), **part.get("adjudicate", {}), **rule}
        # A kit that was written before these could be said shows what counts for it.
        told |= {**RULES["retry"], **part.get("retry", {}), **RULES["recording"], **part.get("recording", {})}
        return told | {
            "level4": part.get("level4_requires", "any"),
            "missing": missing[0],
            "missing_of": missing[-1],
            "consensus": part.get("consensus"),
            "share": round(rule.get("share_at_least", 0) * PERCENT),
            "merit": round(rule.get("merit_share", 0) * PERCENT),
        }

    def groups(self) -> list[Group]:
        return [Group(str(legend), [self[name] for name in names], "row") for legend, names in self.LEGENDS]

    def clean_level4(self) -> str:
        words = str(self.cleaned_data["level4"]).strip()
        if not LEVEL4.fullmatch(words):
            raise forms.ValidationError(_("Write any, all or a number."))
        return words

    def value(self) -> Json:
        cleaned, part = self.cleaned_data, self.part or {}
        level4 = cleaned["level4"]
        return {
            **part,
            "raters": {**part.get("raters", {}), **self._taken("summative", "formative")},
            "level4_requires": int(level4) if level4.isdecimal() else level4,
            "unrated_when_missing_more_than": [cleaned["missing"], cleaned["missing_of"]],
            "adjudicate": {**part.get("adjudicate", {}), **self._taken("levels_apart", "any_harm")},
            "consensus": cleaned["consensus"],
            "pass_rule": {
                **part.get("pass_rule", {}),
                **self._taken("rule", "safety_minimum", "share_level", "merit_level", "stop_on_harm"),
                "share_at_least": cleaned["share"] / PERCENT,
                "merit_share": cleaned["merit"] / PERCENT,
            },
            "retry": {**part.get("retry", {}), **self._taken(*RETRY)},
            "recording": {**part.get("recording", {}), **self._taken(*RECORDING)},
        }

    def _taken(self, *names: str) -> Json:
        return {name: self.cleaned_data[name] for name in names}
