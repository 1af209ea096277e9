"""Each finding in a sentence for authors."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "no_start": _("The story has no first moment."),
    "unreachable": _("Nothing leads to this moment."),
    "dead_end": _("It doesn’t go on from here. Say where it leads, or make it an ending."),
    "no_choices": _("There is nothing to choose here."),
    "lost_route": _("This leads to “%(to)s”, and there is no such moment."),
    "route_unfinished": _("This has a way on that leads nowhere yet."),
    "conditional_end": _("The last way on has a condition. The story stops when it doesn’t hold: take it off."),
    "no_open_choice": _("Every choice here has a condition. One has to be on offer always."),
    "no_right_answer": _("No right answer here is always on offer."),
    "no_exit": _("From here the story goes round without a sure way out."),
    "clock_leads_nowhere": _("There is a clock, and nothing is said of where it leads when time is over."),
    "no_helpful_path": _("No way leads from the start to a good ending without a harmful choice."),
    "ending_without_quality": _("Say whether this ending is good, fair or poor."),
    "harm_without_why": _("A harmful choice needs a reason: why does it harm?"),
    "harm_without_repair": _("Nothing that comes after this harmful choice repairs it."),
    "star_without_prompt": _(
        "This choice works partly at a safety-critical moment: it has to lead to a prompt before the story goes on."
    ),
    "star_without_repair": _(
        "This choice harms at a safety-critical moment: on every way it has to be repaired before the story goes on."
    ),
    "harm_in_check": _("An answer to a check is right (helpful) or not (works partly), never harmful."),
    "unknown_repair": _("This repairs “%(harm)s”, which is no harmful choice of the story."),
    "repairs_itself": _("A harmful choice can’t repair itself. Let something that comes after it do so."),
    "unknown_behaviour": _("“%(behaviour)s” is no behaviour of the framework in force."),
    "unknown_subject": _("“%(subject)s” is nothing that this story keeps."),
    "wrong_value": _("“%(subject)s” can’t be compared with “%(value)s” in this way."),
    "wrong_effect": _("“%(subject)s” can’t be changed in this way."),
    "member_missing": _("Nobody is named who says this."),
    "text_missing": _("A text is missing here."),
    "text_too_long": _("%(part)s has %(length)d characters; %(most)d are the most."),
    "alternative_missing": _("There is a content note, and no text for those who would rather not play it."),
}
WARNINGS = {
    "no_question": _("Nothing is asked here above the choices."),
    "no_model": _("There is no model line to compare with."),
    "no_behaviours": _("This choice shows no behaviour of the framework."),
    "only_choice": _("There is only one choice here."),
    "no_harm": _("No choice of the story is harmful."),
    "untold": _("Say what happens after this choice, and why."),
    "other_kind": _("“%(behaviour)s” is a harmful behaviour, and this choice is not a harmful one."),
    "untranslated": _("The words here are still those of the original."),
    "unused_variable": _("Nothing asks for “%(name)s” or changes it."),
    "unused_member": _("%(name)s never says anything."),
    "unused_variants": _("The variants make no difference: nothing asks for them."),
}
# The parts that may be too long, as a sentence begins with them.
PARTS = {
    "node": _("The text"),
    "choice": _("The choice"),
    "happened": _("What happened"),
    "why": _("The reason"),
    "model": _("The model line"),
    "prompt": _("What is asked"),
    "next_line": _("The better line"),
    "look_for": _("What to look for"),
}
