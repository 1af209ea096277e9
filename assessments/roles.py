"""What each role may do with questions, quizzes, scenarios and the framework."""

READ = [
    "assessments.view_question",
    "assessments.view_questionbank",
    "assessments.view_vignette",
    "assessments.view_quiz",
    "assessments.view_scenario",
    "assessments.view_competency",
    "assessments.view_frameworkversion",
    "assessments.view_competencyversion",
    "assessments.view_instrument",
    "assessments.view_statistics",
]
WRITE = [
    "assessments.add_question",
    "assessments.change_question",
    "assessments.delete_question",
    "assessments.publish_question",
    "assessments.add_vignette",
    "assessments.change_vignette",
    "assessments.delete_vignette",
    "assessments.publish_vignette",
    "assessments.add_questionbank",
    "assessments.change_questionbank",
    "assessments.delete_questionbank",
    "assessments.add_quiz",
    "assessments.change_quiz",
    "assessments.delete_quiz",
    "assessments.publish_quiz",
    "assessments.add_scenario",
    "assessments.change_scenario",
    "assessments.delete_scenario",
    "assessments.publish_scenario",
    "assessments.add_instrument",
    "assessments.change_instrument",
]
# Who rates reads the kits: setting, actors, prompts. Trainees never do.
KITS = ["assessments.view_instrument"]
# Who may bring a framework's file and look at what it would change; clinical reviewers put it in force.
PREPARE = ["assessments.add_competencyversion"]
PUBLISH = [*PREPARE, "assessments.add_frameworkversion"]
PATHS = ["assessments.view_paths"]
MARK = ["assessments.mark_paper"]
RELEASE = ["assessments.release_paper"]
REGRADE = ["assessments.regrade_question"]

ROLES = {
    "content_editor": [*READ, *WRITE, *PREPARE, *PATHS, *REGRADE],
    # Only clinical reviewers publish what must be right, whatever the score.
    "clinical_reviewer": [
        *READ,
        "assessments.change_question",
        "assessments.publish_question",
        "assessments.publish_safety_question",
        "assessments.change_vignette",
        "assessments.publish_vignette",
        "assessments.change_quiz",
        "assessments.publish_quiz",
        "assessments.change_scenario",
        "assessments.publish_scenario",
        "assessments.sign_scenario",
        "assessments.sign_reference",
        "assessments.change_instrument",
        "assessments.publish_instrument",
        "assessments.sign_instrument",
        *PUBLISH,
        *REGRADE,
    ],
    "programme_manager": [
        *READ,
        "assessments.change_quiz",
        "assessments.publish_quiz",
        "assessments.view_gain",
        "assessments.change_statisticssettings",
        "assessments.export_attempts",
        "assessments.change_pathsettings",
        *PREPARE,
        *PATHS,
        *MARK,
        *RELEASE,
        *REGRADE,
    ],
    # Whose answers they read and release is decided by whom they look after.
    "supervisor": [*MARK, *KITS],
    "lead_supervisor": [*MARK, *RELEASE, *KITS],
    # Auditors read the desk: what is asked, how it is answered, and the attempts of people in their reach.
    "auditor": ["wagtailadmin.access_admin", *READ, *PATHS, "assessments.export_attempts"],
}
