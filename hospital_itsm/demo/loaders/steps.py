"""The steps of the demo's stories: each is one action of the product, taken by the person of the story."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from PIL import Image, ImageDraw

from hospital_itsm.demo.tickets.stories import Step
from hospital_itsm.people.models import Team, User
from hospital_itsm.underpinning.actions.vendor_tasks import note_answer
from hospital_itsm.underpinning.models import VendorTask
from tickets.actions.attachments import attach
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.handover import offer
from tickets.actions.join import join_notice, join_ticket
from tickets.actions.pages import acknowledge
from tickets.actions.transitions import confirm_works, rate, still_broken, transition
from tickets.actions.visits import arrive, leave, set_out
from tickets.actions.working import start_work, take
from tickets.models import Notice, Page
from vendors.models import Vendor

PICTURE = (480, 200)


@dataclass(frozen=True)
class Telling:
    """A story being told: the ticket it became and everybody in it. `loaded_at` is the instant of the load."""

    key: str
    reporter: User
    worker: User
    close_note: str
    loaded_at: datetime
    people: Mapping[str, User]

    def by_worker(self, step: Step) -> User:
        """Who of the desk does it."""
        return self.people[step.who] if step.who else self.worker

    def by_reporter(self, step: Step) -> User:
        """Who of the unit does it."""
        return self.people[step.who] if step.who else self.reporter

    def until(self, step: Step) -> datetime:
        """The promised instant, given in minutes after the load."""
        return self.loaded_at + timedelta(minutes=step.more["until"])


def _answer_page(telling: Telling, step: Step) -> None:
    """The first person paged who answers pages; the house supervisor has other work, some hours page nobody."""
    for page in _unanswered(telling).exclude(audience__startswith="house")[:1]:
        acknowledge(page.pk, actor=telling.people[page.recipient.username])


def _answer_all_pages(telling: Telling, step: Step) -> None:
    """Everybody who was paged."""
    for page in _unanswered(telling):
        acknowledge(page.pk, actor=telling.people[page.recipient.username])


def _unanswered(telling: Telling) -> "QuerySet[Page]":
    waiting = Page.objects.filter(ticket__key=telling.key, acknowledged_at=None)
    return waiting.select_related("recipient").order_by("pk")


def _wait(verb: str) -> Callable[[Telling, Step], Any]:
    def wait(telling: Telling, step: Step) -> None:
        vendor: dict[str, Any] = (
            {"vendor": Vendor.objects.get(name=step.more["vendor"])} if "vendor" in step.more else {}
        )
        transition(
            telling.key,
            actor=telling.by_worker(step),
            verb=verb,
            reason=step.text,
            until=telling.until(step),
            **vendor,
        )

    return wait


def _answered(telling: Telling, step: Step) -> None:
    """The vendor called back; the worker notes it."""
    task = VendorTask.objects.open().get(ticket__key=telling.key)
    note_answer(task.pk, actor=telling.by_worker(step))


def _resolve(telling: Telling, step: Step) -> None:
    given = {"clinical_impact": "none", "workaround": True, "downtime_minutes": 0, **step.more}
    transition(
        telling.key,
        actor=telling.by_worker(step),
        verb="resolve",
        message=step.text or f"{telling.close_note}. Please tell us whether it works.",
        **given,
    )


def _offer(telling: Telling, step: Step) -> None:
    offer(
        telling.key,
        actor=telling.by_worker(step),
        team=Team.objects.get(code=step.more["team"]),
        reason=step.text,
    )


def _attach(telling: Telling, step: Step) -> None:
    upload = SimpleUploadedFile("pump-display.png", picture("DOOR NOT CLOSED"), "image/png")
    attach(telling.key, actor=telling.by_reporter(step), upload=upload)


def picture(words: str) -> bytes:
    """A small PNG of a device's display with these words."""
    drawn = Image.new("RGB", PICTURE, "#10243e")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((12, 12, PICTURE[0] - 12, PICTURE[1] - 12), outline="#f2b84b", width=4)
    pen.text((40, PICTURE[1] // 2 - 20), words, fill="#f2b84b", font_size=36)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


STEPS: dict[str, Callable[[Telling, Step], Any]] = {
    "ack": _answer_page,
    "ack_all": _answer_all_pages,
    "take": lambda telling, step: take(telling.key, actor=telling.by_worker(step)),
    "start": lambda telling, step: start_work(telling.key, actor=telling.by_worker(step)),
    "reply": lambda telling, step: reply(telling.key, actor=telling.by_worker(step), text=step.text),
    "note": lambda telling, step: note(telling.key, actor=telling.by_worker(step), text=step.text),
    "ask": lambda telling, step: transition(
        telling.key, actor=telling.by_worker(step), verb="wait_requester", message=step.text
    ),
    "reply_back": lambda telling, step: reply_as_requester(
        telling.key, actor=telling.by_reporter(step), text=step.text
    ),
    "vendor": _wait("wait_vendor"),
    "answered": _answered,
    "part": _wait("wait_parts"),
    "change": _wait("wait_change"),
    "plan": _wait("schedule"),
    "restore": lambda telling, step: transition(
        telling.key, actor=telling.by_worker(step), verb="restore", message=step.text
    ),
    "resolve": _resolve,
    "confirm": lambda telling, step: confirm_works(telling.key, actor=telling.by_reporter(step)),
    "again": lambda telling, step: still_broken(telling.key, actor=telling.by_reporter(step), text=step.text),
    "rate": lambda telling, step: rate(
        telling.key, actor=telling.by_reporter(step), score=step.more["score"]
    ),
    "join": lambda telling, step: join_ticket(telling.key, actor=telling.by_reporter(step)),
    "join_notice": lambda telling, step: join_notice(
        Notice.objects.get(ticket__key=telling.key).pk, actor=telling.by_reporter(step)
    ),
    "offer": _offer,
    "attach": _attach,
    "set_out": lambda telling, step: set_out(telling.key, actor=telling.by_worker(step)),
    "arrive": lambda telling, step: arrive(telling.key, actor=telling.by_worker(step)),
    "leave": lambda telling, step: leave(telling.key, actor=telling.by_worker(step)),
}
"""What each verb of a story does."""
