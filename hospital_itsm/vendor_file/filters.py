"""The filters and orders of the lists of insurance, reviews, people and credentials; page and REST share them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    coded,
    is_yes,
    searchable,
    unknown_value,
)
from hospital_itsm.vendor_file.choices import (
    CredentialKind,
    InsuranceKind,
    ReviewKind,
    ReviewResult,
    Validity,
)
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from hospital_itsm.vendor_file.words import REVIEW_STATES
from vendors.models import Vendor
from vendors.queries.vendors import goes_by

LONGEST_TEXT: Final = 200


def _company(column: str, *further: str) -> Callable[[Sequence[str], Asked], Q]:
    """Every word stands in a name of the company, or all of them in one of the further columns."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        words = searchable(values[0], LONGEST_TEXT)
        found = Q(**{f"{column}__in": Vendor.objects.filter(goes_by(words))})
        for name in further:
            found |= Q(**{f"{name}__icontains": words})
        return found

    return condition


def _vendor(column: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{column}__name__in": [searchable(value, LONGEST_TEXT) for value in values]})

    return condition


def _state(model: Any) -> Callable[[Sequence[str], Asked], Q]:
    """On `standing` rows."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        found, rows = Q(), model.objects.all()
        for value in values:
            if value not in Validity.values:
                raise Unreadable(unknown_value(value, Validity.values))
            found |= rows.stands(value, timezone.localdate(asked.now))
        return found

    return condition


def _choice(name: str, label: Any, kinds: Any) -> Filter:
    return Filter(
        name, label, coded(name, kinds.values), lambda value: kinds(value).label, codes=tuple(kinds.values)
    )


def _stands(model: Any) -> Filter:
    words = dict(REVIEW_STATES) if model is SecurityReview else dict(Validity.choices)
    return Filter(
        "state",
        gettext_lazy("State"),
        _state(model),
        lambda value: words[value],
        codes=tuple(Validity.values),
    )


def _findings(values: Sequence[str], asked: Asked) -> Q:
    return Q(findings_open__gt=0) if is_yes(values[0]) else Q(findings_open=0)


def _gone(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_active=not is_yes(values[0]))


def _person(values: Sequence[str], asked: Asked) -> Q:
    if unreadable := [one for one in values if not (one.isascii() and one.isdecimal() and len(one) < 19)]:
        raise Unreadable(unknown_value(unreadable[0][:40], ("1", "2", "…")))
    return Q(person__in=[int(one) for one in values])


class CertificateFilters(Filters):
    """The filters of one request for certificates of insurance."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _company("vendor", "insurer", "policy_number"), many=False),
        _stands(InsuranceCertificate),
        _choice("kind", gettext_lazy("Kind"), InsuranceKind),
        Filter("vendor", gettext_lazy("Vendor"), _vendor("vendor")),
    )


class ReviewFilters(Filters):
    """The filters of one request for security reviews."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _company("vendor"), many=False),
        _stands(SecurityReview),
        _choice("kind", gettext_lazy("Kind"), ReviewKind),
        _choice("result", gettext_lazy("Result"), ReviewResult),
        Filter("findings", gettext_lazy("Open findings"), _findings, many=False, codes=("yes", "no")),
        Filter("vendor", gettext_lazy("Vendor"), _vendor("vendor")),
    )


class PersonFilters(Filters):
    """The filters of one request for people of vendors."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _company("vendor", "name"), many=False),
        Filter("gone", gettext_lazy("Here no more"), _gone, many=False, codes=("yes", "no")),
        Filter("vendor", gettext_lazy("Vendor"), _vendor("vendor")),
    )


class CredentialFilters(Filters):
    """The filters of one request for credentials."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _company("person__vendor", "person__name", "label"), many=False),
        _stands(Credential),
        _choice("kind", gettext_lazy("Kind"), CredentialKind),
        Filter("vendor", gettext_lazy("Vendor"), _vendor("person__vendor")),
        Filter("person", gettext_lazy("Person"), _person),
    )


def certificate_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible certificates; withdrawn and replaced ones only where a state is asked for."""
    seen: Any = InsuranceCertificate.objects.visible_to(actor)
    rows = seen.standing(today).select_related("vendor", "document")
    return rows if given.get("state") else rows.kept()


def review_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible reviews; withdrawn and replaced ones only where a state is asked for."""
    rows = SecurityReview.objects.visible_to(actor).standing(today)
    rows = rows.select_related("vendor", "document", "reviewer")
    return rows if given.get("state") else rows.kept()


def person_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible people of vendors; those here no more only where asked for."""
    rows = VendorPerson.objects.visible_to(actor).select_related("vendor")
    return rows if given.get("gone") else rows.filter(is_active=True)


def credential_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible credentials of those still here; withdrawn and replaced ones only where a state is asked for."""
    rows = Credential.objects.visible_to(actor).standing(today).select_related("person__vendor")
    return rows if given.get("state") or given.get("person") else rows.kept().of_those_here()


CERTIFICATE_SORTS: Final = {"ends": ("ends_on", "id"), "newest": ("-id",)}
REVIEW_SORTS: Final = {"due": ("next_due_on", "id"), "newest": ("-id",)}
PERSON_SORTS: Final = {"name": ("name", "id")}
CREDENTIAL_SORTS: Final = {"ends": ("last_day", "id"), "newest": ("-id",)}
