from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "lms.common"
    label = "common"
    verbose_name = _("Common")

    def ready(self) -> None:
        from lms.common import jobs

        jobs.register_all()
        # Every app says in its own privacy.py what it holds about people, in navigation.py what it adds to menus,
        # and in due.py what has to happen by itself.
        autodiscover_modules("privacy", "navigation", "due")
