"""Telling the demo's history: while it is told, `timezone.now` answers with the instant of the story.

Only the loader of the demo uses it, in a process of its own that ends after the load. The actions it calls are the
product's; the other way, writing rows with dates of one's own, would leave out clocks, pages and trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock


class Story:
    """The instant that the story has reached."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Answer in place of `timezone.now`."""
        return self.at

    def reach(self, at: datetime) -> None:
        """Go on to `at`; the story never goes back."""
        self.at = max(self.at, at)


@contextmanager
def told_from(at: datetime) -> Iterator[Story]:
    """Give the story its own clock for the length of the block."""
    story = Story(at)
    with mock.patch("django.utils.timezone.now", story.now):
        yield story
