"""What the custody gate looks at."""

from typing import Any

from assets.rules.custody import Certificate, Medium, Verdict, may_leave


def verdict_for(asset: Any) -> Verdict:
    """May the asset leave the house? Two statements."""
    from assets.models import SanitizationCertificate

    inside = list(asset.media.filter(removed_at__isnull=True))
    rows = SanitizationCertificate.objects.filter(medium__in=inside).values_list("medium_id", "method")
    return may_leave(
        [Medium(medium.pk, str(medium)) for medium in inside],
        [Certificate(medium, method) for medium, method in rows],
        asset.stores_phi,
        asset.stores_phi_source,
    )
