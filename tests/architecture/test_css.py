"""Style sheets read from both sides, in layers, from this site only."""

import re

from lms.common.icons import ICONS
from lms.common.templatetags.hs import STYLED_ICONS
from tests.architecture.tree import ROOT, report, short, template_files

SHEETS = sorted((ROOT / "lms" / "static" / "lms" / "css").glob("*.css"))
# Crisis help has a frame of its own, so that it stays light.
FRAMES = [ROOT / "lms" / "templates" / "base.html", ROOT / "content" / "templates" / "content" / "site" / "light.html"]
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|(?<![\w-])(?:min-|max-)?(?:width|height)\s*:"
)
# A media query asks about the screen, which has no writing direction.
QUERY = re.compile(r"@(?:media|page|supports)[^{]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MAX_LINES = 300
EVERY_SHEET = sorted(ROOT.glob("*/static/**/*.css"))
ICON_CLASS = re.compile(r"\.icon-((?!button\b)[\w-]+)")
ICON_TAG = re.compile(r"{%\s*icon \"([^\"]+)\"")


def rules(path) -> str:
    return QUERY.sub("", COMMENT.sub("", path.read_text()))


def test_sheets_use_logical_properties() -> None:
    offenders = [f"{short(path)}: {found}" for path in SHEETS for found in PHYSICAL.findall(rules(path))]
    assert not offenders, report(offenders, "physical property")


def test_sheets_ask_no_other_site() -> None:
    offenders = [short(path) for path in SHEETS if re.search(r"https?://|@import|url\(\s*[\"']?//", rules(path))]
    assert not offenders, report(offenders, "request that leaves the site")


def test_sheets_are_short_and_all_loaded() -> None:
    assert SHEETS
    frames = "".join(path.read_text() for path in FRAMES)
    for path in SHEETS:
        assert len(path.read_text().splitlines()) <= MAX_LINES, short(path)
        assert f"lms/css/{path.name}" in frames, f"no frame loads {path.name}"


def test_templates_ask_for_icons_that_exist() -> None:
    offenders = [
        f"{short(path)}: {name}"
        for path in template_files()
        for name in ICON_TAG.findall(path.read_text())
        if name not in ICONS
    ]
    assert not offenders, report(offenders, "unknown icon")


def test_sheets_speak_of_icons_that_carry_their_name() -> None:
    assert EVERY_SHEET
    offenders = [
        f"{short(path)}: {name}"
        for path in EVERY_SHEET
        for name in ICON_CLASS.findall(rules(path))
        if name not in STYLED_ICONS
    ]
    assert not offenders, report(offenders, "icon without a class of that name: add it to STYLED_ICONS")
