from django.http import HttpResponse

from tests.html import parse_page


def whole_page(response: HttpResponse) -> str:
    """The HTML of an answered page, after a strict parser accepted it."""
    assert response.status_code == 200
    html = response.content.decode()
    parse_page(html)
    return html
