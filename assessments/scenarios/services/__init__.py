"""Publishing (`publishing`, `signing`), the authors' draft (`drafts`), the life of a run (`runs`, `steps`, `words`)."""

from assessments.scenarios.services.copying import copy_scenario
from assessments.scenarios.services.drafts import change_draft, lay_draft, open_draft, redo_edit, undo_edit
from assessments.scenarios.services.publishing import (
    check_scenario,
    publish_version,
    restore_scenario,
    retire_scenario,
    save_scenario,
)
from assessments.scenarios.services.runs import finish_run, read_instead, read_scenario, replay_run, send_run, start_run
from assessments.scenarios.services.signing import sign_version
from assessments.scenarios.services.steps import take_step
from assessments.scenarios.services.words import save_words, share_words, unshare_words

__all__ = [
    "change_draft",
    "check_scenario",
    "copy_scenario",
    "finish_run",
    "lay_draft",
    "open_draft",
    "publish_version",
    "read_instead",
    "read_scenario",
    "redo_edit",
    "replay_run",
    "restore_scenario",
    "retire_scenario",
    "save_scenario",
    "save_words",
    "send_run",
    "share_words",
    "sign_version",
    "start_run",
    "take_step",
    "undo_edit",
    "unshare_words",
]
