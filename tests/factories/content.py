"""Content to test with. All names and numbers are invented."""

import datetime
import io
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from content.models import CrisisLine, CrisisRegion, Download, HomePage, Picture, Recording, ResourceIndexPage

CHECKED = datetime.date(2026, 11, 1)


class CrisisRegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrisisRegion
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"R{n}")
    name = factory.Sequence(lambda n: f"Region {n}")
    emergency = factory.Sequence(lambda n: f"9{n:02}")
    order = factory.Sequence(lambda n: n)


class CrisisLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrisisLine

    region = factory.SubFactory(CrisisRegionFactory)
    name = factory.Sequence(lambda n: f"Line {n}")
    call = factory.Sequence(lambda n: f"0800 {n:04}")
    source_checked = CHECKED


def png(color: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), color).save(out, format="PNG")
    return out.getvalue()


class PictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Picture

    title = factory.Sequence(lambda n: f"Picture {n}")
    file = factory.LazyFunction(lambda: ContentFile(png(), name="picture.png"))


class DownloadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Download

    title = factory.Sequence(lambda n: f"File {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"words", name="file.txt"))


class RecordingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recording

    title = factory.Sequence(lambda n: f"Recording {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"\0", name="talk.mp4"))
    captions = factory.LazyFunction(lambda: ContentFile(b"WEBVTT\n", name="talk.vtt"))
    transcript = "Hello, and welcome."
    locale = factory.LazyFunction(Locale.get_default)


def make_home(**fields: Any) -> HomePage:
    """The home page as the root of the default site; the one that is there if there is one."""
    home = HomePage.objects.first()
    if home is None:
        home = HomePage(title="Learn to keep a seat open", slug="front-door", **fields)
        Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return home


def make_page(parent: Page, model: type[Page], **fields: Any) -> Any:
    """A live page of `model` below `parent`."""
    return parent.add_child(instance=model(**fields))


def make_resources(home: HomePage) -> ResourceIndexPage:
    return make_page(home, ResourceIndexPage, title="Resources", slug="resources", lead="To copy and adapt.")
