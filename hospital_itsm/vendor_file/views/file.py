"""The file of a vendor and the page of somebody of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.vendor_file.choices import Validity
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from hospital_itsm.vendor_file.words import Line, lines_of
from vendors.models import Vendor

TABLES: tuple[tuple[str, Any], ...] = (("insurance", InsuranceCertificate), ("reviews", SecurityReview))
MOST_PEOPLE = 30
MOST_LINES = 20


class FileView(PageView):
    """`/vendors/<pk>/file/`: insurance, reviews, people; also drawn inside the vendor's page."""

    access = "vendor_person.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it, or with htmx the part of the vendor's page."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
        context = {"vendor": vendor, **file_of(vendor, request.user)}
        is_part = request.headers.get("HX-Request") == "true"
        return render(request, "vendor_file/_file.html" if is_part else "vendor_file/file.html", context)


def file_of(vendor: Vendor, user: Any) -> dict[str, Any]:
    """What this person sees of it: at most four statements."""
    today = timezone.localdate()
    context: dict[str, Any] = {
        "may_manage_people": can(user, "vendor_person.manage") and vendor.is_active,
        "may_manage": can(user, "vendor_file.manage") and vendor.is_active,
        "may_read_file": can(user, "vendor_file.read"),
    }
    people = list(VendorPerson.objects.visible_to(user).in_use().of(vendor)[: MOST_PEOPLE + 1])
    shown = people[:MOST_PEOPLE]
    context["people"] = [(person, lines) for person, lines in with_credentials(shown).items()]
    context["has_more_people"] = len(people) > MOST_PEOPLE
    if context["may_read_file"]:
        for name, model in TABLES:
            rows = model.objects.visible_to(user).filter(vendor=vendor).standing(today)
            joined = rows.select_related("vendor", "document").order_by(
                "-is_active", "is_followed", *_latest(rows)
            )
            context[name] = lines_of(joined[:MOST_LINES], today)
    return context


def _latest(rows: Any) -> tuple[str, str]:
    return f"-{rows.ends}", "-pk"


def with_credentials(people: list[VendorPerson]) -> dict[VendorPerson, list[Line]]:
    """What each of them holds, neither withdrawn nor replaced, what ends first before the rest: one statement."""
    today = timezone.localdate()
    found: dict[VendorPerson, list[Line]] = {person: [] for person in people}
    if people:
        by_key = {person.pk: person for person in people}
        rows = Credential.objects.filter(person__in=people).standing(today).kept().order_by("last_day", "pk")
        for one in lines_of(rows, today):
            found[by_key[one.row.person_id]].append(one)
    return found


class PersonView(PageView):
    """`/vendors/people/<pk>/`: who it is, what they hold, and what other packages know."""

    access = "vendor_person.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        rows = VendorPerson.objects.visible_to(request.user).select_related("vendor")
        person = get_object_or_404(rows, pk=pk)
        today = timezone.localdate()
        held = Credential.objects.visible_to(request.user).filter(person=person).standing(today)
        lines = lines_of(held.order_by("-is_active", "is_followed", "last_day", "pk"), today)
        context = {
            "person": person,
            "lines": lines,
            "expired": [line for line in lines if line.state == Validity.OVER],
            "may_manage": can(request.user, "vendor_person.manage", person),
            "panels": panels_for(person, request.user),
            "history": history_of([person, *(line.row for line in lines)]),
        }
        return render(request, "vendor_file/person.html", context)
