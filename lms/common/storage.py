from typing import Any

from django.conf import settings
from django.contrib.staticfiles import storage
from django.core.files.storage import FileSystemStorage, Storage


class _RememberedUrls(Storage):
    """Works out an address once in a process: a page asks for fifteen, and they only change with the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        if settings.DEBUG or name is None or args or kwargs:
            return super().url(name, *args, **kwargs)
        if name not in self._urls:
            self._urls[name] = super().url(name)
        return self._urls[name]


class StaticFilesStorage(_RememberedUrls, storage.StaticFilesStorage):
    """Files under their own names, as on a developer's machine."""


class ManifestStaticFilesStorage(_RememberedUrls, storage.ManifestStaticFilesStorage):
    """Hashed names, also inside `import` statements of our ES modules."""

    support_js_module_import_aggregation = True


class PrivateFileSystemStorage(FileSystemStorage):
    """Files without an address: views hand them out after an access_x function has agreed."""

    def url(self, name: str | None) -> str:
        # Django would give an address below MEDIA_URL, which leads nowhere but looks public.
        message = "a private file is not accessible via a URL"
        raise ValueError(message)
