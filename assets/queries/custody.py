"""What the custody gate looks at."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from assets import access
from assets.choices import LoanKind, VerificationResult
from assets.rules.custody import Certificate, Medium, Verdict, may_leave


class CertificateQuerySet(models.QuerySet[Any]):
    """Vocabulary of certificates of sanitization."""

    def visible_to(self, actor: Any) -> Self:
        """Those of assets the actor may see."""
        from assets.models import Asset

        if access.reads_all(actor):
            return self
        return self.filter(medium__asset__in=Asset.objects.visible_to(actor))


def media_of(asset: Any) -> list[Any]:
    """The media the gate asks about, with method and day of the newest certificate of each: one statement.

    Those in the asset, and those taken out of which nobody wrote down where they are kept.
    """
    from assets.models import SanitizationCertificate

    newest = SanitizationCertificate.objects.filter(medium=OuterRef("pk")).order_by("-signed_at", "-pk")
    counted = asset.media.filter(Q(removed_at__isnull=True) | Q(kept_at=""))
    return list(
        counted.annotate(
            certified_by=Subquery(newest.values("method")[:1]),
            certified_on=Subquery(newest.values("performed_on")[:1]),
        )
    )


def verdict_for(asset: Any) -> Verdict:
    """May the asset leave the house? Two statements."""
    from assets.models import SanitizationCertificate

    media = list(asset.media.all())
    rows = SanitizationCertificate.objects.filter(medium__in=media)
    return may_leave(
        [Medium(one.pk, str(one), one.removed_at is not None and one.kept_at != "") for one in media],
        [
            Certificate(medium, method, has_passed=result == VerificationResult.PASSED)
            for medium, method, result in rows.values_list("medium_id", "method", "verification_result")
        ],
        asset.stores_phi,
        asset.stores_phi_source,
    )


def borrowed() -> Exists:
    """For an annotation named `of_a_vendor`: is the thing noted as a loaner or a rental?"""
    from assets.models import Loan

    kinds = (LoanKind.LOANER, LoanKind.RENTAL)
    return Exists(Loan.objects.filter(asset=OuterRef("pk"), kind__in=kinds, returned_at__isnull=True))


def is_borrowed(asset: Any) -> bool:
    """Is it a vendor's? One statement, none where `of_a_vendor` was read along."""
    known = getattr(asset, "of_a_vendor", None)
    if known is None:
        return bool(type(asset).objects.filter(borrowed(), pk=asset.pk).exists())
    return bool(known)
