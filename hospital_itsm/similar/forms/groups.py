"""The form that says similar reports are not one problem."""

from django.utils.translation import gettext_lazy as _

from vendors.forms.fields import VersionForm, line


class DismissForm(VersionForm):
    """Why they are not one problem."""

    reason = line(_("Why are these not one problem?"), required=_("Say why in one line."), most=200)
