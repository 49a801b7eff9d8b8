"""What the custody gate looks at."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from assets import access
from assets.choices import LoanKind
from assets.rules.custody import Certificate, Medium, Verdict, is_current, may_leave
from assets.rules.lifecycle import USABLE


class CertificateQuerySet(models.QuerySet[Any]):
    """Vocabulary of certificates of sanitization."""

    def visible_to(self, actor: Any) -> Self:
        """Those of assets the actor may see."""
        from assets.models import Asset

        if access.reads_all(actor):
            return self
        return self.filter(medium__asset__in=Asset.objects.visible_to(actor))


def media_of(asset: Any) -> list[Any]:
    """The media that are or were in it, each with its certificates, the newest first: one statement.

    `certificates_signed` are their numbers; `certified_by`, `certified_on` and `certified_with` say the method, day and
    result of the newest.
    """
    from assets.models import SanitizationCertificate

    newest = SanitizationCertificate.objects.filter(medium=OuterRef("pk")).order_by("-signed_at", "-pk")
    return list(
        asset.media.annotate(
            certificates_signed=ArraySubquery(newest.values("pk")),
            certified_by=Subquery(newest.values("method")[:1]),
            certified_on=Subquery(newest.values("performed_on")[:1]),
            certified_with=Subquery(newest.values("verification_result")[:1]),
        )
    )


def verdict_for(asset: Any) -> Verdict:
    """May the asset leave the house? Two statements, and one more where there is a certificate."""
    from assets.models import SanitizationCertificate

    media = list(asset.media.all())
    rows = list(SanitizationCertificate.objects.filter(medium__in=media).order_by("signed_at", "pk"))
    use = use_of(asset) if rows else {}
    put, out = use.get("put"), use.get("out")
    out_on = timezone.localdate(out) if out else None
    return may_leave(
        [Medium(one.pk, str(one), one.removed_at is not None and one.kept_at != "") for one in media],
        [
            Certificate(
                row.medium_id,
                row.method,
                has_passed=row.has_passed,
                is_current=is_current(row.signed_at, row.performed_on, put, out_on),
            )
            for row in rows
        ],
        asset.stores_phi,
        asset.stores_phi_source,
    )


def use_of(asset: Any) -> dict[str, datetime | None]:
    """When the asset last came into use (`put`) and left it (`out`)."""
    from assets.models import StatusChange

    rows = StatusChange.objects.filter(asset=asset)
    return rows.aggregate(
        put=Max("at", filter=Q(to_status__in=USABLE)), out=Max("at", filter=Q(from_status__in=USABLE))
    )


def borrowed() -> Exists:
    """For an annotation named `of_a_vendor`: is the thing noted as a loaner or a rental?"""
    from assets.models import Loan

    kinds = (LoanKind.LOANER, LoanKind.RENTAL)
    return Exists(Loan.objects.filter(asset=OuterRef("pk"), kind__in=kinds, returned_at__isnull=True))


def open_loans() -> ArraySubquery:
    """For an annotation named `open_loans`: what `loans_of` draws of the loans that are not over."""
    from assets.models import Loan

    told = JSONObject(
        kind="kind",
        party="party",
        vendor=F("vendor__name"),
        return_on="return_on",
        charge=Cast("charge_per_day", models.CharField()),
        currency="currency",
    )
    open_ones = Loan.objects.filter(asset=OuterRef("pk"), returned_at__isnull=True).order_by("-pk")
    return ArraySubquery(open_ones.annotate(told=told).values("told"))


def loans_of(asset: Any) -> list[Any]:
    """The open loans of an asset that was read with `open_loans`, to be shown and not saved."""
    from assets.models import Loan
    from vendors.models import Vendor

    return [
        Loan(
            kind=told["kind"],
            party=told["party"],
            vendor=Vendor(name=told["vendor"]) if told["vendor"] else None,
            return_on=date.fromisoformat(told["return_on"]),
            charge_per_day=Decimal(told["charge"]) if told["charge"] else None,
            currency=told["currency"],
        )
        for told in asset.open_loans
    ]


def is_borrowed(asset: Any) -> bool:
    """Is it a vendor's? One statement, none where `of_a_vendor` was read along."""
    known = getattr(asset, "of_a_vendor", None)
    if known is None:
        return bool(type(asset).objects.filter(borrowed(), pk=asset.pk).exists())
    return bool(known)
