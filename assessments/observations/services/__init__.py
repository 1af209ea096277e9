"""Everything that changes what is being watched."""

from assessments.observations.services.arranging import Plan, arrange_sitting, cancel_sitting, hold_sitting, opt_out
from assessments.observations.services.asides import (
    ask_aside,
    decide_concern,
    decline_aside,
    raise_concern,
    take_back_aside,
)
from assessments.observations.services.consents import answer_recording, ask_for_recording, take_back_request
from assessments.observations.services.evidence import record_evidence
from assessments.observations.services.feedback import Words, give_feedback, save_feedback
from assessments.observations.services.follow_ups import (
    acknowledge_follow_up,
    close_follow_up,
    note_debrief,
    open_follow_up,
    pass_on_unacknowledged,
)
from assessments.observations.services.groups import (
    Details,
    add_trainee,
    arrange_group,
    ask_together,
    bring_back,
    change_sitting,
    note_absent,
    stop_for_one,
    take_out,
)
from assessments.observations.services.picking import ask_who_fits
from assessments.observations.services.recordings import (
    add_recording,
    delete_due_recordings,
    delete_what_is_over,
    forget_recordings,
    note_view,
    open_in_emergency,
    remove_recording,
)
from assessments.observations.services.releasing import release_result, release_results
from assessments.observations.services.responses import respond_to_result
from assessments.observations.services.seats import (
    assign_rater,
    leave_seat,
    rate_oneself,
    remind_rater,
    replace_rater,
)
from assessments.observations.services.settling import (
    Decision,
    decide_between,
    go_on_with_one,
    settle_appeal,
    settle_observation,
)
from assessments.observations.services.sheets import (
    change_sheet,
    change_until,
    keep_taps,
    may_hand_in,
    open_sheet,
    submit_sheet,
    why_closed,
)
from assessments.observations.services.slots import delete_old_times, offer_times, withdraw_time
from assessments.observations.services.stopping import stop_sitting

__all__ = [
    "Decision",
    "Details",
    "Plan",
    "Words",
    "acknowledge_follow_up",
    "add_recording",
    "answer_recording",
    "arrange_sitting",
    "ask_who_fits",
    "ask_for_recording",
    "add_trainee",
    "arrange_group",
    "arrange_sitting",
    "ask_aside",
    "ask_together",
    "assign_rater",
    "bring_back",
    "cancel_sitting",
    "change_sheet",
    "change_sitting",
    "change_until",
    "close_follow_up",
    "decide_between",
    "delete_due_recordings",
    "delete_old_times",
    "delete_what_is_over",
    "forget_recordings",
    "decide_concern",
    "decline_aside",
    "give_feedback",
    "go_on_with_one",
    "hold_sitting",
    "keep_taps",
    "leave_seat",
    "may_hand_in",
    "note_absent",
    "note_debrief",
    "note_view",
    "open_follow_up",
    "open_in_emergency",
    "offer_times",
    "open_sheet",
    "opt_out",
    "pass_on_unacknowledged",
    "raise_concern",
    "rate_oneself",
    "record_evidence",
    "release_result",
    "release_results",
    "remind_rater",
    "remove_recording",
    "replace_rater",
    "respond_to_result",
    "save_feedback",
    "settle_appeal",
    "settle_observation",
    "stop_for_one",
    "stop_sitting",
    "submit_sheet",
    "take_back_request",
    "take_back_aside",
    "take_out",
    "why_closed",
    "withdraw_time",
]
