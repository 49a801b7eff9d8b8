"""Who is staff, so that the patient-data guard takes no colleague for a patient."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower

from hospital_itsm.core.phi.detection import Directory, Span
from hospital_itsm.core.phi.patterns import CONTACT, NAME
from hospital_itsm.people.models import CareArea, User

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
NOT_DIGITS = str.maketrans("", "", " ().-+/")


def staff_among(text: str, found: Sequence[Span]) -> Directory:
    """The part of the staff directory that the findings could mean."""
    names = {text[span.start : span.end].lower() for span in found if span.type == NAME}
    contacts = {text[span.start : span.end] for span in found if span.type == CONTACT}
    return Directory(
        domains=frozenset({settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ").lower()}),
        phones=_staff_phones(contacts) if contacts else frozenset(),
        names=_staff_names({name: _untitled(name) for name in names}) if names else frozenset(),
    )


def _untitled(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.strip(".") in TITLES else name


def _staff_names(names: dict[str, str]) -> frozenset[str]:
    people = User.objects.annotate(lower_name=Lower("full_name")).filter(lower_name__in=names.values())
    known = set(people.values_list("lower_name", flat=True))
    return frozenset(found for found, name in names.items() if name in known)


def _staff_phones(contacts: set[str]) -> frozenset[str]:
    endings = [digits[-4:] for digits in (contact.translate(NOT_DIGITS) for contact in contacts) if digits]
    wanted = Q()
    for ending in endings:
        wanted |= Q(phone__endswith=ending)
    if not wanted:
        return frozenset()
    known = (
        User.objects.filter(wanted)
        .values_list("phone")
        .union(CareArea.objects.filter(wanted).values_list("phone"))
    )
    return frozenset(phone.translate(NOT_DIGITS) for (phone,) in known)
