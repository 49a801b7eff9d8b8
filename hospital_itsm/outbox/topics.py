"""The register of topics: what people choose the pace of their e-mails by.

Apps register theirs where they register their message kinds. A kind belongs to the topic that covers the longest
beginning of its code; one that none covers is among the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import PAGES
from hospital_itsm.outbox.kinds import Kind

PRIORITY, MOST_URGENT = "priority", 1


def everybody(user: Any) -> bool:
    """A topic whose messages anybody may get."""
    return True


@dataclass(frozen=True)
class Topic:
    """Messages one chooses a pace for; `covers` holds beginnings of their kinds' codes.

    `digested`: executives get it once a day unless they choose otherwise. `is_fixed`: nobody may choose.
    `concerns` says whose settings show it.
    """

    code: str
    label: "str | Promise"
    hint: "str | Promise"
    covers: tuple[str, ...]
    order: int
    digested: bool = True
    is_fixed: bool = False
    concerns: Callable[[Any], bool] = everybody


OTHERS = Topic("others", _("Everything else"), _("What belongs to none of these."), (), 999)
_topics: dict[str, Topic] = {OTHERS.code: OTHERS}


def register(topic: Topic) -> Topic:
    """Add a topic; the same code with other contents is a ValueError."""
    if _topics.get(topic.code, topic) != topic:
        raise ValueError(f"Topic {topic.code} is registered twice.")
    _topics[topic.code] = topic
    return topic


def topics() -> list[Topic]:
    """All topics, in the order of the settings page."""
    return sorted(_topics.values(), key=lambda topic: topic.order)


def topics_of(user: Any) -> list[Topic]:
    """The topics whose messages this person may get and may choose the pace of."""
    return [topic for topic in topics() if not topic.is_fixed and topic.concerns(user)]


def topic_of(kind: str) -> Topic:
    """The topic of a message kind."""
    found = [
        (len(covered), topic)
        for topic in _topics.values()
        for covered in topic.covers
        if kind.startswith(covered)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else OTHERS


def is_urgent(kind: Kind, payload: dict[str, Any]) -> bool:
    """Does this message come at once whatever its reader chose? What is paged does, and what is of priority 1."""
    return kind.is_urgent or not set(PAGES).isdisjoint(kind.channels) or payload.get(PRIORITY) == MOST_URGENT
