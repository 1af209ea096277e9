"""Transcripts and rules for raters in a pack: loaded once, by version, and written back."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from assessments.calibration.models import PerformanceVersion, RaterRules
from lms.common.texts.yaml_text import without_empty
from lms.packs.errors import PackBroken
from lms.packs.services import export_pack, load_pack

pytestmark = pytest.mark.django_db
SOURCE = Path(settings.BASE_DIR) / "content/packs/facilitator/calibration"


@pytest.fixture
def taught(small: Path) -> Path:
    """The small pack with one transcript."""
    (small / "calibration").mkdir()
    shutil.copy(SOURCE / "c01.yaml", small / "calibration")
    return small


def test_transcript_is_loaded_once_and_changed_by_version(taught: Path, tmp_path: Path) -> None:
    load_pack(root=taught)
    load_pack(root=taught)
    version = PerformanceVersion.objects.get()
    assert version.performance.code == "c01"
    assert RaterRules.objects.count() == 1
    path = taught / "calibration" / "c01.yaml"
    path.write_text(path.read_text().replace("title: An evening begins", "title: Another evening begins"))
    load_pack(root=taught)
    assert list(PerformanceVersion.objects.values_list("number", flat=True)) == [1, 2]
    out = tmp_path / "out"
    export_pack(root=out)
    written = without_empty(yaml.safe_load((out / "calibration" / "c01.yaml").read_text()))
    assert written == without_empty(yaml.safe_load(path.read_text()))
    assert yaml.safe_load((out / "raters.yaml").read_text())["valid_months"] == 12


@pytest.mark.parametrize(
    ("file", "was", "becomes", "words"),
    [
        ("calibration/c01.yaml", "mark: obs", "mark: perhaps", "calibration/c01.yaml:"),
        ("calibration/c01.yaml", "instrument: orp-1", "instrument: orp-9", "There is no instrument orp-9"),
        ("raters.yaml", "exact_share: 0.75", "exact_share: 75", "exact_share is missing, or makes no sense"),
    ],
)
def test_mistake_is_named_with_its_file(taught: Path, file: str, was: str, becomes: str, words: str) -> None:
    path = taught / file
    path.write_text(path.read_text().replace(was, becomes, 1))
    with pytest.raises(PackBroken, match=words):
        load_pack(root=taught)
    assert not PerformanceVersion.objects.exists()
