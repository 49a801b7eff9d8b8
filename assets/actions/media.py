"""Storage media in assets and the certificates that their data is gone."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.models import SanitizationCertificate, StorageMedium
from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused

MEDIUM_FIELDS = frozenset({"kind", "serial", "property_number", "is_encrypted", "note"})
CERTIFICATE_FIELDS = frozenset(
    {
        "method",
        "technique",
        "tool",
        "verification",
        "destination",
        "vendor_certificate",
        "performed_by",
        "performed_on",
        "validated_by",
    }
)
NEEDED = ("technique", "verification", "performed_by", "performed_on", "validated_by")


@action("asset.add_medium", gettext_lazy("listed a storage medium"))
def add_medium(tag: str, *, actor: Any, **fields: Any) -> StorageMedium:
    """List a medium that is in an asset. Raises Asset.DoesNotExist, Forbidden, ValueRefused."""
    asset = store.lock_asset(tag, actor)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, MEDIUM_FIELDS)
    medium = StorageMedium(asset=asset)
    store.put_values(medium, fields)
    _refuse(store.faults_of(medium))
    medium.save(force_insert=True)
    changes = {"medium": [None, medium.audit_label]}
    store.save_asset(asset, changes, actor=actor, verb="asset.add_medium")
    return medium


@action("asset.remove_medium", gettext_lazy("took a storage medium out"))
def remove_medium(medium: StorageMedium, *, actor: Any) -> StorageMedium:
    """Note that a medium is no longer in its asset; it stays in the house until it has a certificate of its own."""
    asset = store.lock_asset(medium.asset.tag, actor)
    require(actor, "asset.edit", asset)
    medium = StorageMedium.objects.select_for_update().get(pk=medium.pk)
    if medium.removed_at is not None:
        raise Conflict(_("This medium was taken out already."))
    medium.removed_at = timezone.now()
    medium.save(update_fields=["removed_at"])
    changes = {"medium": [medium.audit_label, None]}
    store.save_asset(asset, changes, actor=actor, verb="asset.remove_medium")
    return medium


@action("asset.certify", gettext_lazy("signed a certificate of sanitization"))
def sign_certificate(medium: StorageMedium, *, actor: Any, **fields: Any) -> SanitizationCertificate:
    """Sign that the data of one medium is gone; nothing in a certificate changes afterwards.

    Raises Forbidden, ValueRefused naming every field at fault.
    """
    asset = store.lock_asset(medium.asset.tag, actor)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, CERTIFICATE_FIELDS)
    certificate = SanitizationCertificate(medium=medium, signed_by=actor, signed_at=timezone.now())
    store.put_values(certificate, fields)
    errors = store.faults_of(certificate)
    errors |= {name: _("Fill this in.") for name in NEEDED if not getattr(certificate, name)}
    if certificate.performed_on and certificate.performed_on > timezone.localdate():
        errors["performed_on"] = _("Give a day that is not in the future.")
    _refuse(errors)
    certificate.save(force_insert=True)
    changes = {"medium": medium.audit_label, "method": certificate.method, "certificate": certificate.pk}
    store.save_asset(asset, changes, actor=actor, verb="asset.certify")
    return certificate


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise ValueRefused(errors)
