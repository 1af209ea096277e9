"""Rows that are added and never changed: evidence, awards, published versions."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _


class RowIsFinal(TypeError):
    """Code tried to change or delete a row of a ledger. A correction is a new row."""


class LedgerQuerySet(models.QuerySet):
    """Refuses the bulk ways of changing and deleting; `bulk_create` is adding, and allowed."""

    def update(self, **kwargs: Any) -> int:
        raise RowIsFinal(_("Rows of a ledger are added, never changed."))

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise RowIsFinal(_("Rows of a ledger are added, never changed."))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise RowIsFinal(_("Rows of a ledger are never deleted."))


class LedgerModel(models.Model):
    """A row that can be added and read, nothing else. Put it before `BaseModel` among the bases."""

    # Wagtail would note every foreign key of every row after each commit, for "where used": not of facts.
    wagtail_reference_index_ignore = True

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises `RowIsFinal` for one that is stored already."""
        if not self._state.adding:
            raise RowIsFinal(_("Rows of a ledger are added, never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise RowIsFinal(_("Rows of a ledger are never deleted."))
