"""Who asks, and from where: the person, the unit at hand, and the numbers they can be reached at."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.workstations import workstation_of
from tickets.actions.intake import Place


@dataclass(frozen=True)
class Reach:
    """Where somebody can be called: the number filled in, where it comes from, and further ones to choose."""

    number: str
    source: str
    others: tuple[str, ...]


def signed_in(request: HttpRequest) -> User:
    """The person who asks; pages behind an access rule never see strangers."""
    if not isinstance(request.user, User):
        raise TypeError("A stranger reached a page behind an access rule.")
    return request.user


def unit_at_hand(request: HttpRequest) -> CareArea | None:
    """The unit of the workstation, else the one chosen at sign-in; never that of the personnel record."""
    return getattr(request, "unit", None)


def place_from(
    request: HttpRequest, care_area: CareArea | None, room: str, *, is_chosen: bool = False
) -> Place:
    """The place of the problem. The workstation counts only while the unit is still its own."""
    workstation = workstation_of(request)
    here = workstation is not None and care_area is not None and workstation.care_area_id == care_area.pk
    return Place(
        care_area=care_area, room=room, workstation=workstation if here else None, is_chosen=is_chosen
    )


def reach_of(user: User, unit: CareArea | None) -> Reach:
    """The call-back of the last report, else the phone of the unit, else one's own."""
    station = _station(unit) if unit is not None and unit.phone else ""
    own = _("My phone, %(phone)s") % {"phone": user.phone} if user.phone else ""
    known = [
        (user.last_callback, _("From your last report")),
        (station, _("The phone of your unit")),
        (own, _("Your own phone")),
    ]
    filled = [(number, source) for number, source in known if number]
    number, source = filled[0] if filled else ("", _("A phone or extension"))
    return Reach(number, source, tuple(dict.fromkeys(number for number, _source in filled)))


def _station(unit: CareArea) -> str:
    return _("%(unit)s, ext. %(phone)s") % {"unit": unit.name, "phone": unit.phone}
