"""What a subscription has still to be told, and what waits."""

from typing import Any

from hospital_itsm.core.access import can
from hospital_itsm.feed import kinds
from hospital_itsm.feed.queries.changes import Told, told_again


def offered() -> list[kinds.Kind]:
    """The kinds that may leave the house, by code."""
    return [kind for kind in map(kinds.find, kinds.codes()) if kind.outside is not None]


def readable(subscription: Any) -> list[str]:
    """Of its kinds those that may leave the house and that its account may read."""
    known = {kind.code: kind for kind in offered()}
    chosen = [known[code] for code in subscription.kinds if code in known]
    return [kind.code for kind in chosen if can(subscription.account, kind.needs[0])]


def sayable(delivery: Any) -> list[Told]:
    """What may be said of its changes now, as the account of its subscription sees them."""
    codes = readable(delivery.subscription)
    found = told_again(delivery.subscription.account, delivery.changes, codes)
    return [told for told in found if told.kind.leaves(told.row)]


def listening() -> list[Any]:
    """The subscriptions that are told something, with their accounts."""
    from hospital_itsm.webhooks.choices import State
    from hospital_itsm.webhooks.models import Subscription

    rows = Subscription.objects.filter(state=State.ACTIVE, account__is_active=True)
    found = rows.select_related("account__owner").order_by("pk")
    return [row for row in found if row.owner.is_active]


def waiting_count() -> int:
    """How many deliveries wait."""
    from hospital_itsm.webhooks.models import Delivery

    return Delivery.objects.waiting().count()
