"""Storage media in assets and the certificates that their data is gone."""

from dataclasses import fields as fields_of
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.models import Asset, SanitizationCertificate, StorageMedium
from assets.rules.certificates import Fault, Said, faults
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard

MEDIUM_FIELDS = frozenset({"kind", "serial", "property_number", "is_encrypted", "note"})
PERSON_FACTS = ("by", "title", "organization", "place", "phone", "on")
CERTIFICATE_FIELDS = frozenset(
    {
        "data_class",
        "backup",
        "method",
        "technique",
        "technique_note",
        "tool",
        "tool_version",
        "verification",
        "verification_method",
        "verification_result",
        "data_class_after",
        "destination_kind",
        "destination",
        "vendor_certificate",
        "chain_of_custody",
        "exceptions",
        "witnessed_by",
        *(f"{who}_{fact}" for who in ("performed", "validated") for fact in PERSON_FACTS),
    }
)
SENTENCES = ("backup", "technique_note", "verification", "destination", "chain_of_custody", "exceptions")
FAULTS: Final = {
    Fault.MISSING: gettext_lazy("Fill this in."),
    Fault.FUTURE: gettext_lazy("Give a day that is not in the future."),
    Fault.TECHNIQUE_NOT_OF_METHOD: gettext_lazy("This technique is not one of the method above."),
    Fault.TECHNIQUE_NOT_OF_MEDIUM: gettext_lazy("This technique does not work on this kind of medium."),
    Fault.CLEARED_GOES_OUT: gettext_lazy(
        "Clearing is for reuse inside the house. Purge or destroy what goes out."
    ),
    Fault.NOTHING_LEFT: gettext_lazy("Only a destroyed medium has nothing left to read."),
    Fault.DATA_IS_GONE: gettext_lazy("After a passed purge or destruction no such data is left."),
    Fault.DATA_IS_THERE: gettext_lazy("The verification failed, so the data may still be there."),
    Fault.FAILED_MOVES_ON: gettext_lazy(
        "The verification failed. Keep it locked up until another certificate says that its data is gone."
    ),
    Fault.DESTROYED_IN_USE: gettext_lazy("A destroyed medium is not used again."),
    Fault.SAME_PERSON: gettext_lazy("Somebody else than the one who did it says that it worked."),
    Fault.BEFORE_IT_WAS_DONE: gettext_lazy("It cannot be validated before it was done."),
}


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
def remove_medium(medium: StorageMedium, *, actor: Any, kept_at: str = "") -> StorageMedium:
    """Note that a medium is no longer in its asset, and where it is kept until it has a certificate of its own.

    Without `kept_at` the gate goes on asking for its certificate before the asset leaves. Raises Conflict where it
    was taken out before, ValueRefused.
    """
    asset = store.lock_asset(medium.asset.tag, actor)
    require(actor, "asset.edit", asset)
    medium = StorageMedium.objects.select_for_update().get(pk=medium.pk)
    if medium.removed_at is not None:
        raise Conflict(_("This medium was taken out already."))
    store.put_values(medium, {"kept_at": kept_at})
    _refuse(store.faults_of(medium))
    medium.removed_at = timezone.now()
    medium.save(update_fields=["removed_at", "kept_at"])
    changes = {"medium": [medium.audit_label, None], "kept_at": [None, free_text(medium.kept_at)]}
    store.save_asset(asset, changes, actor=actor, verb="asset.remove_medium")
    return medium


@action("asset.certify", gettext_lazy("signed a certificate of sanitization"))
def sign_certificate(medium: StorageMedium, *, actor: Any, **fields: Any) -> SanitizationCertificate:
    """Sign that the data of one medium is gone; nothing in a certificate changes afterwards.

    What looks like patient data in its sentences is masked. Raises Forbidden, ValueRefused naming every field at fault.
    """
    asset = store.lock_asset(medium.asset.tag, actor)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, CERTIFICATE_FIELDS)
    given = {name: guard(str(fields[name]), field=name).text for name in SENTENCES if name in fields}
    certificate = SanitizationCertificate(medium=medium, signed_by=actor, signed_at=timezone.now())
    store.put_values(certificate, {**fields, **given, **_as_it_was(asset, medium)})
    _refuse(_faults(certificate))
    certificate.save(force_insert=True)
    signed = {"method": [None, certificate.method], "result": [None, certificate.verification_result]}
    changes = {"certificate": [None, certificate.number], "medium": medium.audit_label, **signed}
    store.save_asset(asset, changes, actor=actor, verb="asset.certify")
    record(actor, "asset.certify", certificate, {"device": [None, asset.tag], **signed})
    return certificate


def _as_it_was(asset: Asset, medium: StorageMedium) -> dict[str, str]:
    model = asset.model
    return {
        "asset_tag": asset.tag,
        "asset_maker": model.manufacturer.name if model else "",
        "asset_model": model.name if model else asset.name,
        "asset_serial": asset.serial,
        "medium_kind": medium.kind,
        "medium_serial": medium.serial,
        "medium_property_number": medium.property_number,
    }


def _faults(certificate: SanitizationCertificate) -> dict[str, str]:
    said = Said(**{one.name: getattr(certificate, one.name) for one in fields_of(Said)})
    found = {name: str(FAULTS[fault]) for name, fault in faults(said, timezone.localdate()).items()}
    return {**found, **store.faults_of(certificate, exclude=found)}


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise ValueRefused(errors)
