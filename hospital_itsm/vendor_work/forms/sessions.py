"""The forms of remote-access sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.vendor_file.models import VendorPerson
from tickets.models import Ticket
from vendors.forms.fields import VersionForm, line


def instant(label: Any, hint: Any = "") -> forms.DateTimeField:
    """A day and time on the hospital's clock."""
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={
            "required": _("Give day and time, such as 2026-11-30 14:00."),
            "invalid": _("Give day and time, such as 2026-11-30 14:00."),
        },
    )


class Somebody(forms.ModelChoiceField):
    """Somebody of a vendor, with the company."""

    def label_from_instance(self, obj: Any) -> str:
        """Both names."""
        return f"{obj.name}, {obj.vendor.name}"


class SessionForm(forms.Form):
    """Who works on what from afar, for which ticket, when and what for."""

    use_required_attribute = False
    person = Somebody(
        label=_("Who"),
        queryset=VendorPerson.objects.none(),
        empty_label=_("Choose somebody"),
        help_text=_("Somebody who is not listed is added on the vendor's page."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose who works there."),
            "invalid_choice": _("They work here no more. Choose somebody else."),
        },
    )
    asset = line(_("Device"), required=_("Give the tag of the device."), most=40, hint=_("Its tag."))
    ticket = line(_("Ticket"), most=20, hint=_("Such as INC-20418."))
    purpose = line(
        _("What for"),
        required=_("Say in one line what they do there."),
        most=200,
        hint=_("Write no patient data."),
    )
    starts_at = instant(_("From"))
    until_at = instant(_("Until"), _("At most 72 hours. Who needs longer asks again."))

    def __init__(self, *args: Any, actor: Any, vendor: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        rows = VendorPerson.objects.visible_to(actor).in_use().select_related("vendor")
        rows = rows.filter(vendor=int(vendor)) if vendor else rows
        people: Any = self.fields["person"]
        people.queryset = rows.order_by("vendor__name", "name", "pk")

    def clean_asset(self) -> Asset:
        """The device of the tag, among those this person sees."""
        tag = self.cleaned_data["asset"]
        found = Asset.objects.visible_to(self._actor).filter(tag__iexact=tag).first()
        if found is None:
            raise forms.ValidationError(_g("Nothing here is called %s. Check the spelling.") % tag[:40])
        asset: Asset = found
        return asset

    def clean_ticket(self) -> Ticket | None:
        """The ticket of the key, among those this person sees at the desk."""
        return desk_ticket(self._actor, self.cleaned_data["ticket"])


class EndForm(VersionForm):
    """What was done."""

    outcome = line(_("What was done"), most=200, hint=_("Write no patient data."))


class RefuseForm(VersionForm):
    """Why it is refused."""

    reason = line(_("Why is it refused?"), required=_("Say in one line why."), most=200)


class ExtendForm(VersionForm):
    """Until when it goes on."""

    until_at = instant(_("Until"), _("At most 72 hours from its beginning."))


def desk_ticket(actor: Any, key: str) -> Ticket | None:
    """The ticket of a typed key, None for an empty one. Raises ValidationError."""
    if not key:
        return None
    found: Ticket | None = Ticket.objects.on_desk(actor).filter(key=key.upper()).first()
    if found is None:
        raise forms.ValidationError(_g("There is no ticket %s. Check the spelling.") % key[:20])
    return found
