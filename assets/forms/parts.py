"""The forms of parts of an asset: network, line, storage media, certificates, relations."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from assets.choices import (
    MediumKind,
    NetworkZone,
    RelationKind,
    SupportState,
    YesNoUnknown,
)
from assets.forms.fields import VENDORS, optional_choice, optional_day, row
from assets.forms.lookup import LookupField, find_end, find_person
from assets.models import Asset
from hospital_itsm.people.forms.setup_rows import tick_field
from vendors.forms.fields import VersionForm, choice, line


class NetworkForm(VersionForm):
    """How an asset is connected and how old its software is."""

    hostname = line(_("Host name"))
    mac = line(_("MAC address"), most=24, hint=_("Such as 00:1A:2B:3C:4D:5E."))
    ip = line(_("IP address"), most=45)
    vlan = line(_("VLAN"), most=20)
    zone = optional_choice(_("Zone"), NetworkZone.choices)
    is_wireless = tick_field(_("Wireless"))
    ssid = line(_("Wi-Fi network"), most=32)
    switch_port = line(_("Switch and port"), most=60)
    os_name = line(_("Operating system"), most=60)
    os_version = line(_("Its version"), most=40)
    os_end_of_support_on = optional_day(_("Its support ends on"))
    application_version = line(_("Application version"), most=40)
    remote_access = choice(_("Remote access by a vendor"), YesNoUnknown.choices)
    remote_access_note = line(_("How, and who owns the account"))
    support_state = choice(_("Software support"), SupportState.choices)
    compensating_control = line(_("What protects it"), most=200, hint=_("Where nobody mends its software."))
    control_owner = LookupField(find=find_person, label=_("Owner of the protection"))
    control_expires_on = optional_day(_("Protection is reviewed by"))


class CircuitForm(VersionForm):
    """A line of a carrier."""

    carrier = row(_("Carrier"), VENDORS)
    circuit_id = line(_("Circuit ID"), most=60)
    bandwidth = line(_("Bandwidth"), most=30)
    demarc = line(_("Demarcation point"))
    far_end = line(_("Far end"))


class MediumForm(VersionForm):
    """A storage medium."""

    kind = choice(_("Kind"), MediumKind.choices)
    serial = line(_("Serial number"), most=80)
    property_number = line(_("Property number"), most=40)
    is_encrypted = choice(_("Encrypted"), YesNoUnknown.choices)
    note = line(_("Note"))


BACKWARDS: Final = "back"


def kind_choices() -> list[tuple[str, str]]:
    """Each kind in both directions: "runs on" and "… runs on this"."""
    forward = [(code, _say("This %(kind)s …") % {"kind": words}) for code, words in RelationKind.choices]
    back = [
        (f"{code}.{BACKWARDS}", _say("… %(kind)s this") % {"kind": words})
        for code, words in RelationKind.choices
    ]
    return [*forward, *back]


class RelationForm(VersionForm):
    """How this thing and another need each other."""

    kind = choice(_("How"), kind_choices)
    other = LookupField(
        find=find_end,
        label=_("The other"),
        hint=_("The tag of an asset or the code of a service."),
        required=_("Type the tag or the code of the other."),
    )
    note = line(_("Note"))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_other(self) -> Any:
        """Only what this person sees can be named."""
        other = self.cleaned_data["other"]
        if isinstance(other, Asset) and not Asset.objects.visible_to(self.actor).filter(pk=other.pk).exists():
            raise forms.ValidationError(_("Type the tag of an asset or the code of a service."))
        return other
