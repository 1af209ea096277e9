from content.media.models import Download, Picture, PictureRendition, Recording
from content.pages.models import HomePage, ResourceIndexPage, ResourcePage, StandardPage
from content.site.models import CrisisLine, CrisisRegion, Edition, SiteSettings

__all__ = [
    "CrisisLine",
    "CrisisRegion",
    "Download",
    "Edition",
    "HomePage",
    "Picture",
    "PictureRendition",
    "Recording",
    "ResourceIndexPage",
    "ResourcePage",
    "SiteSettings",
    "StandardPage",
]
