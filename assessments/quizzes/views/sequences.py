"""The counter that a page sends along with what it saves."""

from django.http import HttpRequest

LARGEST_SEQUENCE = 2**53 - 1


def sequence_of(request: HttpRequest) -> int:
    """The client's counter; what is not a number counts as the oldest."""
    try:
        return min(max(int(request.POST.get("sequence", "0")), 0), LARGEST_SEQUENCE)
    except ValueError:
        return 0
