"""Agreements on pages: `{% load baa %}`.

{% baa_flag vendor %}                    a mark where the vendor touches patient data without a BAA; nothing otherwise
{% baa_flags rows "vendor_id" as flags %}  the same for many rows with one statement: {% baa_mark flags row.vendor_id %}
{% baa_banner vendor %}                  what is blocked and what is let through, at the top of a page
{% baa_lines rows today as lines %}      agreements dressed for a list
{% baa_evidence rows user as lines %}    vendors of the list of gaps with what shows the gap
"""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from django import template
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.templatetags.ui import state_tag
from vendors.baa_gate import Standing, standing_of, standings
from vendors.baa_page import GapLine, gap_lines, lasting_for
from vendors.baa_words import BaaLine
from vendors.baa_words import baa_lines as dressed
from vendors.models import Baa, Vendor

register = template.Library()


@register.simple_tag
def baa_flag(vendor: Vendor | None) -> str:
    """A mark where the vendor touches patient data without an agreement in force: one statement."""
    return "" if vendor is None else _mark(known_standing(vendor))


@register.simple_tag
def baa_flags(rows: Iterable[Any], name: str) -> Mapping[int, Standing]:
    """Where the vendors stand that these rows name: one statement."""
    read = attrgetter(name)
    return standings([read(row) for row in rows], timezone.localdate())


@register.simple_tag
def baa_mark(flags: Mapping[int, Standing], vendor: int | None) -> str:
    """The mark of one of these vendors."""
    standing = flags.get(vendor) if vendor is not None else None
    return "" if standing is None else _mark(standing)


@register.simple_tag
def baa_lines(rows: Iterable[Baa], today: date) -> list[BaaLine]:
    """Agreements with state, last day and what they lack."""
    return dressed(rows, today)


@register.simple_tag
def baa_evidence(rows: Iterable[Vendor], user: Any) -> list[GapLine]:
    """Vendors with what shows the gap, among what this person sees."""
    return gap_lines(list(rows), user, timezone.now())


@register.inclusion_tag("vendors/_baa_banner.html", takes_context=True)
def baa_banner(context: Any, vendor: Vendor) -> dict[str, Any]:
    """What is blocked with this vendor, and what is let through for how long: two statements at most."""
    user = context["request"].user
    standing = known_standing(vendor)
    lasting = getattr(vendor, "baa_lasting", None)
    if lasting is None:
        lasting = lasting_for(vendor, standing)
    return {
        "vendor": vendor,
        "standing": standing,
        "overrides": lasting,
        "may_override": can(user, "baa.override"),
        "csrf_token": context.get("csrf_token"),
    }


def known_standing(vendor: Vendor) -> Standing:
    """Where the vendor stands, read once for each row."""
    found: Standing | None = getattr(vendor, "baa_standing", None)
    if found is None:
        found = standing_of(vendor, timezone.localdate())
        vendor.baa_standing = found  # type: ignore[attr-defined]
    return found


def _mark(standing: Standing) -> str:
    return state_tag(standing.mark, standing.words) if standing.is_gap else ""
