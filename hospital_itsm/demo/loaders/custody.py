"""Telling procedures, certificates, walks and patient events of the demo hospital, through their actions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assets.actions.assets import change_asset, create_asset
from assets.actions.media import add_medium, sign_certificate
from assets.actions.transitions import transition
from assets.actions.walks import apply_moves, finish_walk, note_scan, start_walk
from assets.choices import AssetStatus
from assets.models import Asset, DeviceModel, Location, StorageMedium
from assets.rules.lifecycle import USABLE
from hospital_itsm.core import context
from hospital_itsm.demo.hospital import custody as said
from hospital_itsm.demo.hospital.custody import Did
from hospital_itsm.demo.loaders.past import Story, told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.demo.tickets.texts import WORDS
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from hospital_itsm.procedures.actions.files import add_file
from hospital_itsm.procedures.actions.procedures import start_procedure
from hospital_itsm.procedures.actions.steps import do_step, skip_step
from hospital_itsm.procedures.choices import Evidence
from hospital_itsm.procedures.models import Procedure
from hospital_itsm.safety.actions.patient_events import note_patient_event, send_report
from tickets.models import Ticket

NEW_BED, NEW_ULTRASOUND = "LR-40101", "LR-40102"
WALKED, NOT_SCANNED, CARRIED_AWAY = "MS5", 3, 2
"""The unit that was walked; how many things of it nobody scanned; how many stood there that belong elsewhere."""


def is_loaded() -> bool:
    """Is any procedure in this database, or was the story of its tickets never told?"""
    return Procedure.objects.exists() or not Ticket.objects.filter(title=_title(52)).exists()


def load() -> None:
    """Tell them from sixteen days ago until now."""
    now = timezone.now().replace(second=0, microsecond=0)
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with told_from(now - timedelta(days=16)) as story, context.origin(channel="web"):
        cast = Cast({user.username: user for user in User.objects.all()}, story)
        _install_a_bed(cast, now)
        _walk(cast, WALKED, now - timedelta(days=9))
        _closed_event(cast, now)
        _service_the_incubator(cast, now)
        _await_the_ultrasound(cast, now)
        _decommission(cast, now)
        _service_the_scanner(cast, now)
        _open_event(cast, now)
        _walk(cast, "PEDS", now - timedelta(hours=1), is_finished=False)
    settle_messages(now, newest)


class Cast:
    """Who acts in the story."""

    def __init__(self, people: dict[str, User], story: Story) -> None:
        self.people, self.story = people, story

    def step(self, tag: str, verb: str, who: str = "reid.sandoval", **needs: Any) -> Asset:
        """A step of the life of a thing."""
        return transition(tag, actor=self.people[who], verb=verb, **needs)

    def passed(self, who: str) -> dict[str, Any]:
        """The facts of a passed check."""
        return {"checked_on": timezone.localdate(), "checked_by": self.people[who].full_name}

    def work(self, run: Procedure, steps: Iterable[Did], apart: timedelta) -> None:
        """Do the steps of a procedure one after the other."""
        evidence = dict(run.steps.values_list("position", "template__evidence"))
        for one in steps:
            self.story.reach(self.story.at + apart)
            actor = self.people[one.who]
            if one.is_skipped:
                skip_step(run.pk, one.position, actor=actor, reason=one.note)
                continue
            if one.file:
                upload = SimpleUploadedFile("sbom.csv", one.file.encode(), "text/csv")
                add_file(run.pk, one.position, actor=actor, upload=upload)
            given: dict[str, Any] = {"note": one.note, "signed_name": one.signed, "contract": one.contract}
            given["ticket"] = _ticket(one.ticket).key if one.ticket else ""
            if evidence[one.position] == Evidence.DATE:
                given["dated_on"] = timezone.localdate()
            do_step(run.pk, one.position, actor=actor, evidence=given)

    def certify(self, medium: StorageMedium, facts: dict[str, Any]) -> None:
        """Sign a certificate of today."""
        days = dict.fromkeys(("performed_on", "validated_on"), timezone.localdate())
        sign_certificate(medium, actor=self.people["enzo.maddox"], **facts, **days)


def _title(number: int) -> str:
    return next(row.title for row in WORDS if row.number == number)


def _ticket(number: int) -> Ticket:
    found: Ticket = Ticket.objects.select_related("asset").get(title=_title(number))
    return found


def _new_device(cast: Cast, tag: str, model: str, unit: str, serial: str) -> None:
    found = DeviceModel.objects.get(name=model)
    room = Location.objects.filter(care_area__code=unit, kind="room").order_by("code").first()
    create_asset(
        actor=cast.people["grace.pell"],
        tag=tag,
        status=AssetStatus.ON_ORDER,
        asset_class=found.asset_class,
        model=found,
        serial=serial,
        care_area=room.care_area if room else None,
        location=room,
    )


def _install_a_bed(cast: Cast, now: datetime) -> None:
    """A new bed, from the order to the unit."""
    _new_device(cast, NEW_BED, "B4", "TELE", "B4-261207")
    cast.story.reach(now - timedelta(days=14))
    cast.step(NEW_BED, "receive")
    run = start_procedure(NEW_BED, actor=cast.people["grace.pell"], kind="install")
    cast.work(run, said.INSTALLED[:8], timedelta(hours=3))
    cast.step(NEW_BED, "inspect")
    cast.work(run, said.INSTALLED[8:], timedelta(hours=5))
    cast.step(NEW_BED, "put_in_service", **cast.passed("reid.sandoval"))


def _await_the_ultrasound(cast: Cast, now: datetime) -> None:
    """The ultrasound of Thursday: what can be done before it comes."""
    cast.story.reach(now - timedelta(days=1, hours=20))
    _new_device(cast, NEW_ULTRASOUND, "U7", "RAD", "U7-260418")
    run = start_procedure(
        NEW_ULTRASOUND, actor=cast.people["lars.whitby"], kind="install", ticket=_ticket(51).key
    )
    cast.work(run, said.ARRIVING, timedelta(hours=2))


def _service_the_incubator(cast: Cast, now: datetime) -> None:
    """The incubator of the ticket: out of use, repaired, back with the unit."""
    ticket = _ticket(3)
    asset = ticket.asset
    if asset is None or asset.status not in USABLE:
        return
    cast.story.reach(ticket.opened_at + timedelta(minutes=20))
    cast.step(asset.tag, "tag_out", reason="Display blank")
    run = start_procedure(asset.tag, actor=cast.people["reid.sandoval"], kind="service", ticket=ticket.key)
    cast.step(asset.tag, "repair", reason="Display cable")
    cast.work(run, said.SERVICED, timedelta(minutes=9))
    cast.step(asset.tag, "put_in_service", **cast.passed("reid.sandoval"), reference=ticket.key)


def _service_the_scanner(cast: Cast, now: datetime) -> None:
    """The MR that waits for its vendor."""
    ticket = _ticket(11)
    asset = ticket.asset
    if asset is None or asset.status not in USABLE:
        return
    cast.story.reach(now - timedelta(hours=5))
    cast.step(asset.tag, "tag_out", "lars.whitby", reason="Table position error E-214")
    run = start_procedure(asset.tag, actor=cast.people["lars.whitby"], kind="service", ticket=ticket.key)
    cast.work(run, said.IN_SERVICE_CALL, timedelta(minutes=15))


def _decommission(cast: Cast, now: datetime) -> None:
    """Two old dialysis machines: one gone with a certificate for each medium, one held up by a failed one."""
    ticket = _ticket(52)
    machines = Asset.objects.filter(model__name="HD3", status__in=USABLE).order_by("-tag")[:2]
    for asset, is_gone in zip(machines, (True, False), strict=False):
        cast.story.reach(max(cast.story.at, now - timedelta(hours=19)))
        cast.step(asset.tag, "retire", "enzo.maddox", reason="Replaced by new machines")
        disk = add_medium(asset.tag, actor=cast.people["enzo.maddox"], kind="ssd", serial=f"SN-{asset.pk}-1")
        card = add_medium(asset.tag, actor=cast.people["enzo.maddox"], kind="flash", serial=f"CF-{asset.pk}")
        run = start_procedure(
            asset.tag, actor=cast.people["enzo.maddox"], kind="decommission", ticket=ticket.key
        )
        cast.work(run, said.DECOMMISSIONED, timedelta(minutes=25))
        cast.certify(card, said.SHREDDED)
        cast.certify(disk, said.PURGED if is_gone else said.FAILED)
        if is_gone:
            cast.work(run, said.DISPOSED, timedelta(minutes=20))
            change_asset(asset.tag, actor=cast.people["ellen.fairweather"], fields={"contract": None})
            cast.step(asset.tag, "dispose", "enzo.maddox", reason="Recycled", destination="Greenloop")


def _closed_event(cast: Cast, now: datetime) -> None:
    """A burn that came of the wrong cable: looked into, and no report was due."""
    ticket = _ticket(53)
    cast.story.reach(max(ticket.opened_at, now - timedelta(days=6)) + timedelta(minutes=30))
    event = note_patient_event(
        ticket.key,
        actor=cast.people["reid.sandoval"],
        became_aware_on=timezone.localdate(),
        outcome="malfunction",
        confirmed_with="Hal Brewster, RN",
        kept={"accessories": "Return pad and cable bagged with the unit"},
    )
    cast.story.reach(now - timedelta(days=3))
    event.asset.refresh_from_db()
    if event.asset.status == AssetStatus.QUARANTINED:
        checked = cast.passed("reid.sandoval")
        cast.step(event.asset.tag, "release", reason="Use error, unit in order", **checked)
    send_report(
        event.pk,
        actor=cast.people["ingrid.moss"],
        sent_on=timezone.localdate(),
        note="No report due: wrong cable, nobody hurt, training given",
    )


def _open_event(cast: Cast, now: datetime) -> None:
    """The pump of the recalled lot: kept as it is, the clock runs."""
    cast.story.reach(now - timedelta(hours=2))
    note_patient_event(
        _ticket(35).key,
        actor=cast.people["reid.sandoval"],
        became_aware_on=timezone.localdate(),
        outcome="unknown",
        confirmed_with="Ruth Delgado, RN",
        kept=said.KEPT,
    )


def _walk(cast: Cast, unit: str, at: datetime, *, is_finished: bool = True) -> None:
    """A walk through a unit: some things not there, some that belong elsewhere, one without a record."""
    cast.story.reach(at)
    hands = cast.people["theo.granger"]
    area = Location.objects.get(care_area__code=unit, kind="area")
    walk = start_walk(area, actor=hands)
    rooms = list(Location.objects.filter(parent=area).order_by("code"))
    for room in rooms if is_finished else rooms[:3]:
        expected = Asset.objects.filter(location=room, status__in=USABLE).order_by("tag")
        for asset in expected[: None if room != rooms[-1] else NOT_SCANNED]:
            note_scan(walk.pk, actor=hands, code=asset.tag, here=room)
    elsewhere = Asset.objects.filter(model__name="IX-4", care_area__code="PACU", status__in=USABLE)
    strays = [
        note_scan(walk.pk, actor=hands, code=asset.tag, here=rooms[0])
        for asset in elsewhere.order_by("-tag")[:CARRIED_AWAY]
    ]
    note_scan(walk.pk, actor=hands, code="LR-99017", here=rooms[0])
    if is_finished:
        cast.story.reach(at + timedelta(hours=2))
        apply_moves(walk.pk, actor=hands, scans=[scan.pk for scan in strays[:1]])
        finish_walk(walk.pk, actor=hands)
