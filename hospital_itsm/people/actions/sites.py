"""Sites: adding, changing, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import CareArea, Site


@action("site.add", gettext_lazy("added the site"))
def add_site(*, actor: Any, fields: Mapping[str, Any]) -> Site:
    """Store a site: code, name and IANA time zone."""
    _refuse_zone(fields)
    return add_row(Site(), fields, actor=actor, verb="site.add")


@action("site.change", gettext_lazy("changed the site"))
def change_site(site: Site, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Site:
    """Change name or time zone; see `setup_rows.change_row`."""
    _refuse_zone(fields)
    return change_row(site, fields, actor=actor, verb="site.change", version=version)


@action("site.retire", gettext_lazy("retired the site"))
def retire_site(site: Site, *, actor: Any) -> Site:
    """Take a site without open units out of use."""
    return set_active(site, False, actor=actor, verb="site.retire")


@action("site.restore", gettext_lazy("took the site back into use"))
def restore_site(site: Site, *, actor: Any) -> Site:
    """Take a retired site back into use."""
    return set_active(site, True, actor=actor, verb="site.restore")


def _refuse_zone(fields: Mapping[str, Any]) -> None:
    if "time_zone" in fields and fields["time_zone"] not in available_timezones():
        raise ValueRefused({"time_zone": _("Choose a time zone such as America/Chicago.")})


def _units_in_use(site: Site) -> Iterator[str]:
    count = CareArea.objects.filter(site=site, is_active=True).count()
    if count:
        words = ngettext(
            "%(count)d unit is at this site. Move or retire it first.",
            "%(count)d units are at this site. Move or retire them first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(Site, _units_in_use)
