"""The forms of the recall pages."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.choices import Disposition, FirmStatus, NoticeKind, NoticeSource, RecallClass
from assets.models import RecallNotice
from hospital_itsm.people.models import User
from vendors.forms.fields import VersionForm, choice, day, line

HANDS: Final = [one for one in NoticeSource.choices if one[0] != NoticeSource.OPENFDA]
ANSWERS: Final = [one for one in Disposition.choices if one[0] != Disposition.LOST]


def sentences(
    label: Any, *, required: Any = "", hint: Any = "", rows: int = 3, most: int = 200_000
) -> forms.CharField:
    """Several lines of text; `required` is what is said where it is missing, empty for an optional one."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "field", "rows": rows}),
        error_messages={"required": required, "max_length": _("Use at most %(limit_value)d characters.")},
    )


class NoticeForm(VersionForm):
    """What a notice says."""

    firm = line(_("Firm that recalls"), required=_("Give the name of the firm."), most=500)
    recall_class = forms.ChoiceField(
        label=_("Recall class"),
        required=False,
        choices=[("", _("Not classified yet")), *[one for one in RecallClass.choices if one[0]]],
        help_text=_("Not classified yet runs on the clock of class I."),
        widget=forms.Select(attrs={"class": "field"}),
    )
    description = sentences(
        _("Product"),
        required=_("Say which product the notice is about, as it stands there."),
        hint=_("With model, REF, catalog number and UDI-DI, as in the notice."),
    )
    codes = sentences(
        _("Lots, serial numbers, versions"),
        hint=_("Copy them as they stand; ranges and “and prior” are understood."),
    )
    reason = sentences(_("Reason"))
    action = sentences(_("What the firm asks us to do"))
    number = line(_("Recall number"), most=16, hint=_("Such as Z-0053-2026. Letters come before it."))
    reference = line(_("The firm's own number"), most=80)
    product_code = line(_("FDA product code"), most=3, hint=_("Three letters."))
    kind = choice(_("Kind"), NoticeKind.choices)
    source = choice(_("How it came"), HANDS)
    firm_status = forms.ChoiceField(
        label=_("The firm's status"),
        required=False,
        choices=FirmStatus.choices,
        widget=forms.Select(attrs={"class": "field"}),
    )
    initiated_on = day(_("Begun by the firm"), required="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiated_on"].required = False


class NewNoticeForm(NoticeForm):
    """A notice that arrived, with the paper it came on."""

    document = forms.FileField(
        label=_("Letter or alert"),
        required=False,
        help_text=_("PDF, picture, text or Office file."),
        widget=forms.FileInput(attrs={"class": "field"}),
    )


class TriageForm(VersionForm):
    """Under which clock a notice is worked that FDA has not classified."""

    treat_as = forms.ChoiceField(
        label=_("Work it as"),
        required=False,
        choices=[
            ("", _("Class I, until FDA says otherwise")),
            *[one for one in RecallClass.choices if one[0]],
        ],
        widget=forms.Select(attrs={"class": "field"}),
    )


class ReasonForm(VersionForm):
    """Why."""

    reason = line(_("Why?"), required=_("Say why in one line."), most=400)


class AssignForm(VersionForm):
    """Who has it."""

    assignee = forms.ModelChoiceField(
        label=_("Who works it"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose somebody of clinical engineering."),
            "invalid_choice": _("Choose somebody of clinical engineering."),
        },
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = User.objects.filter(pk__in=[user.pk for user in people]).order_by("full_name")


class AcknowledgeForm(VersionForm):
    """When and how the firm got its form back."""

    on = day(_("Day"), required=_("Give the day the form went out."))
    acknowledgment = line(
        _("How"), required=_("Say how, such as: form sent by fax, or none asked for."), most=200
    )


class SettleForm(VersionForm):
    """What became of a device, and what shows it."""

    disposition = choice(_("What became of it"), ANSWERS)
    evidence = line(
        _("What shows it"),
        required=_("Say what shows it, such as the work order or the label read."),
        most=400,
        hint=_("Work order, label read, return form. No patient data."),
    )


class SearchForm(forms.Form):
    """One search for a missing device."""

    use_required_attribute = False
    on = day(_("Day of the search"), required=_("Give the day of the search."))
    places = line(_("Where you looked"), required=_("Say where you looked."), most=400)


class LostForm(VersionForm):
    """What the searches came to."""

    evidence = line(_("What the searches came to"), required=_("Say what the searches came to."), most=400)


class DocumentForm(forms.Form):
    """A letter, an alert, a return form."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, text or Office file."),
        widget=forms.FileInput(attrs={"class": "field"}),
        error_messages={"required": _("Choose a file."), "empty": _("That file is empty. Choose another.")},
    )


class ImportForm(forms.Form):
    """A file of many notices."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("JSON of openFDA, enforcement or recall, or a CSV file with a heading line."),
        widget=forms.FileInput(attrs={"class": "field", "accept": ".json,.jsonl,.ndjson,.csv,.txt"}),
        error_messages={"required": _("Choose a file."), "empty": _("That file is empty. Choose another.")},
    )


def notice_fields(notice: RecallNotice, version: int) -> dict[str, Any]:
    """The present values for NoticeForm; `version` is that of the case."""
    names = [name for name in NoticeForm.base_fields if name != "version"]
    return {**{name: getattr(notice, name) for name in names}, "version": version}
