"""Telling what the vendors of the demo hospital do, through the product's own actions."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assets.choices import AssetClass
from assets.models import Asset
from hospital_itsm.demo.hospital.baas import IMANI
from hospital_itsm.demo.hospital.vendor_work import CASES, SESSIONS, WAIT_FOR_US
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.actions.cases import note_word, open_case
from hospital_itsm.vendor_work.actions.sessions import (
    approve_session,
    ask_for_session,
    end_session,
    open_session,
)
from hospital_itsm.vendor_work.models import RemoteSession, VendorCase
from tickets.models import Ticket
from vendors.models import Vendor
from vendors.queries.vendors import vendors_by_name


def is_loaded() -> bool:
    """Is any case or session in this database?"""
    return VendorCase.objects.exists() or RemoteSession.objects.exists()


def load() -> None:
    """Store the cases and sessions of the vendors that are there."""
    now = timezone.now()
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    known = vendors_by_name({row[0] for rows in (CASES, SESSIONS) for row in rows})
    keeper = User.objects.filter(username=IMANI).first()
    if keeper is not None:
        for case in CASES:
            if case[0] in known:
                _case(keeper, known[case[0]], case, now)
    for session in SESSIONS:
        if session[0] in known:
            _session(session, now)
    settle_messages(now, newest)


def _case(keeper: User, vendor: Vendor, row: tuple[Any, ...], now: datetime) -> None:
    _name, number, subject, hours, words = row
    about = Ticket.objects.on_desk(keeper).open().filter(vendor=vendor).order_by("pk")[:1]
    with told_from(now - timedelta(hours=hours)) as story:
        made = open_case(vendor.pk, actor=keeper, number=number, subject=subject, tickets=list(about))
        for speaker, ago, text in words:
            story.reach(now - timedelta(hours=ago))
            note_word(made.pk, actor=keeper, speaker=speaker, text=text, needs_us=text in WAIT_FOR_US)


def _session(row: tuple[Any, ...], now: datetime) -> None:
    vendor, name, purpose, asker, approver, begins, ends, state = row
    person = VendorPerson.objects.filter(vendor__name=vendor, name=name).select_related("vendor").first()
    people = User.objects.in_bulk([one for one in (asker, approver) if one], field_name="username")
    asset = _device(vendor)
    if person is None or asset is None or asker not in people:
        return
    starts_at, until_at = now + timedelta(hours=begins), now + timedelta(hours=ends)
    with told_from(min(starts_at, now) - timedelta(minutes=20)) as story:
        made = ask_for_session(
            actor=people[asker],
            person=person,
            asset=asset,
            purpose=purpose,
            starts_at=starts_at,
            until_at=until_at,
        )
        if approver in people:
            approve_session(made.pk, actor=people[approver])
        if state in ("open", "ended"):
            story.reach(starts_at)
            open_session(made.pk, actor=people[asker])
        if state == "ended":
            story.reach(until_at - timedelta(minutes=15))
            end_session(made.pk, actor=people[asker], outcome="Gradient adjusted, images checked")


def _device(vendor: str) -> Asset | None:
    """A device that this vendor made or supports; of a network vendor a piece of the network."""
    made = Asset.objects.filter(model__manufacturer__name=vendor).order_by("tag").first()
    kept = Asset.objects.filter(contract__vendor__name=vendor).order_by("tag").first()
    network = Asset.objects.filter(asset_class=AssetClass.NETWORK_DEVICE).order_by("tag").first()
    found: Asset | None = made or kept or network
    return found
