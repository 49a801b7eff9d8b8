"""Vendors from a file: known by number of the other system, name or alias; none is merged in silence."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.importing.actions.one_by_one import OneByOne
from hospital_itsm.importing.findings import MISSING, TWICE, Finding, all_said
from hospital_itsm.importing.models import SheetRow
from vendors.actions.vendors import change_vendor, create_vendor
from vendors.models import Vendor, VendorExternalRef
from vendors.queries.vendors import vendors_by_name
from vendors.rules.names import normalized

TWO_VENDORS = "two-vendors"
OURS = ("aliases", "external_number")
LONGEST_NUMBER: Final = 80


class VendorRows(OneByOne):
    """Rows of vendors; the source of the import is the system that numbers them."""

    model = Vendor

    def resolve(self, findings: Sequence[Finding]) -> None:
        """Find the vendor of each row."""
        numbers = VendorExternalRef.objects.filter(
            system=self.batch.source, external_id__in=all_said(findings, "external_number")
        )
        by_number = {one.external_id: one.vendor for one in numbers.select_related("vendor")}
        by_name = vendors_by_name(all_said(findings, "name"))
        for one in findings:
            name, number = one.said.get("name", ""), one.said.get("external_number", "")
            one.label = name or number
            if one.faults:
                continue
            numbered, named = by_number.get(number), by_name.get(name)
            if numbered and named and numbered != named:
                one.wrong("external_number", TWO_VENDORS, f"{numbered.name}, {named.name}")
                continue
            one.target = numbered or named
            if one.target is None and not name:
                one.wrong("name", MISSING)
            if named is not None:
                del one.said["name"]
            self._refuse_twice(one, name, number)

    def _refuse_twice(self, one: Finding, name: str, number: str) -> None:
        if (one.target is not None and self.is_again("vendor", one.target.pk)) or (
            name and self.is_again("name", normalized(name))
        ):
            one.wrong("name", TWICE, name)
        elif number and self.is_again("number", number):
            one.wrong("external_number", TWICE, number)

    def create(self, said: Mapping[str, Any], number: int) -> Vendor:
        """Add it with its other names and its number."""
        fields = {name: value for name, value in said.items() if name not in OURS}
        made = create_vendor(actor=self.actor, aliases=said.get("aliases", ()), **fields)
        return self._numbered(made, said)

    def change(self, target: Vendor, said: Mapping[str, Any], number: int, version: int | None) -> Vendor:
        """Change what the row says; its other names are added to those that are known."""
        fields = {name: value for name, value in said.items() if name not in OURS}
        known = list(target.aliases.values_list("name", flat=True))
        spelled = {normalized(one) for one in known}
        new = [one for one in said.get("aliases", ()) if normalized(one) not in spelled]
        changed = change_vendor(
            target.pk,
            actor=self.actor,
            fields=fields,
            aliases=[*known, *new] if new else None,
            version=version,
        )
        return self._numbered(changed, said)

    def _numbered(self, vendor: Vendor, said: Mapping[str, Any]) -> Vendor:
        if number := said.get("external_number"):
            if len(number) > LONGEST_NUMBER:
                words = _("Shorten it to %(most)d characters.") % {"most": LONGEST_NUMBER}
                raise ValueRefused({"external_number": words})
            VendorExternalRef.objects.get_or_create(
                system=self.batch.source, external_id=number, defaults={"vendor": vendor}
            )
        return vendor

    def now(self, target: Vendor, names: Sequence[str]) -> dict[str, Any]:
        """Its present values; of numbers those of this system."""
        found: dict[str, Any] = {name: getattr(target, name) for name in names if name not in OURS}
        if "aliases" in names:
            found["aliases"] = sorted(target.aliases.values_list("name", flat=True))
        if "external_number" in names:
            refs = target.external_refs.filter(system=self.batch.source).order_by("external_id")
            found["external_number"] = list(refs.values_list("external_id", flat=True))
        return found

    def python(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """They are what they are."""
        return dict(values)

    def restore(self, target: Vendor, before: Mapping[str, Any], version: int) -> None:
        """Put back the fields, the other names and the numbers."""
        fields = {name: value for name, value in before.items() if name not in OURS}
        aliases: Any = before.get("aliases")
        change_vendor(target.pk, actor=self.actor, fields=fields, aliases=aliases, version=version)
        if "external_number" in before:
            refs = target.external_refs.filter(system=self.batch.source)
            refs.exclude(external_id__in=before["external_number"]).delete()

    own_parts: ClassVar[tuple[str, ...]] = ("aliases", "external_refs")

    def remove(self, target: Vendor, row: SheetRow) -> None:
        """Delete it where nothing names it."""
        self.delete(target, self.own_parts)
