from django.contrib.staticfiles.storage import ManifestStaticFilesStorage as Base
from django.core.files.storage import FileSystemStorage


class ManifestStaticFilesStorage(Base):
    """Hashed names, also inside `import` statements of our ES modules."""

    support_js_module_import_aggregation = True


class PrivateFileSystemStorage(FileSystemStorage):
    """Files without an address: views hand them out after an access_x function has agreed."""

    def url(self, name: str | None) -> str:
        # Django would give an address below MEDIA_URL, which leads nowhere but looks public.
        message = "a private file is not accessible via a URL"
        raise ValueError(message)
