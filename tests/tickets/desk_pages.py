"""A person of the cast at the agent's pages: opens and sends, and answers with status and text."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.world import again

TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Answer:
    """What came back: status, address it led to, the page, and its words without tags."""

    status: int
    location: str
    page: str

    @property
    def words(self) -> str:
        """The text a person reads, blanks folded."""
        return said(self.page)

    @property
    def main(self) -> str:
        """The words of the page itself, without bars and dialogs."""
        return said(self.page.partition("<main")[2].partition("</main>")[0])


def said(markup: str) -> str:
    """The text of markup."""
    return " ".join(html.unescape(TAGS.sub(" ", markup)).split())


def opened(who: Any, path: str, **headers: str) -> Answer:
    """Open an address."""
    return _answer(_client(who).get(path, headers=headers))


def sent(who: Any, path: str, **data: Any) -> Answer:
    """Send a form."""
    return _answer(_client(who).post(path, data))


def _client(who: Any) -> Client:
    client = Client()
    client.force_login(again(who))
    return client


def _answer(response: Any) -> Answer:
    return Answer(response.status_code, response.get("Location", ""), response.content.decode())
