import uuid

from django.db import models

from lms.common import clock


class BaseModel(models.Model):
    """A row with an outward identifier. `pk` stays inside; URLs and exports use `uuid`."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created = models.DateTimeField(default=clock.now, editable=False)
    updated = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True
