from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content.pages.receivers import lay_review, watch_pages
        from content.site import receivers  # noqa: F401
        from content.site.queries import region_choices
        from lms.common import regions

        post_migrate.connect(lay_review, sender=self, dispatch_uid="content.lay_review")
        regions.register(region_choices)
        watch_pages()
