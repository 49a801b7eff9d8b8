"""The answer to an autosave: nothing to show but when, in the hospital's time."""

from django.http import HttpResponse
from django.utils import timezone

HEADER = "X-Saved-At"


def saved() -> HttpResponse:
    """204 with the time of day for "Draft saved 14:07"; the browser's own clock may stand in another zone."""
    return HttpResponse(status=204, headers={HEADER: f"{timezone.localtime():%H:%M}"})
