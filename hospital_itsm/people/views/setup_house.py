"""The pages of sites, units and queues."""

from typing import Any, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.actions import care_areas, sites, teams
from hospital_itsm.people.forms.house import SiteForm, TeamForm, UnitForm
from hospital_itsm.people.models import CareArea, Membership, Site, Team
from hospital_itsm.people.views.setup_rows import RowKind

IN_USE = Count("care_areas", filter=Q(care_areas__is_active=True))

SITES: Final = RowKind(
    name="site",
    plural="sites",
    app="people",
    title=_("Sites"),
    intro=_("Campuses and clinics. Every unit stands at one, and reads its hours in the site's time zone."),
    add_words=_("Add a site"),
    retire_words=_("Retire the site"),
    retire_hint=_("It is offered nowhere any more. What names it stays as it is."),
    icon="map-pin",
    form=SiteForm,
    rows=lambda: Site.objects.annotate(units=IN_USE),
    columns=((_("Time zone"), lambda row: row.time_zone), (_("Units"), lambda row: row.units)),
    add=sites.add_site,
    change=sites.change_site,
    retire=sites.retire_site,
    restore=sites.restore_site,
)
UNITS: Final = RowKind(
    name="care_area",
    plural="care_areas",
    app="people",
    title=_("Units"),
    intro=_(
        "Where care happens, and the departments that support it. The class moves the priority of a report."
    ),
    add_words=_("Add a unit"),
    retire_words=_("Close the unit"),
    retire_hint=_("Nobody can report from it any more. Its tickets stay."),
    icon="building-hospital",
    form=UnitForm,
    rows=lambda: CareArea.objects.select_related("site", "opening", "lead"),
    columns=(
        (_("Class"), lambda row: row.care_class),
        (_("Open"), lambda row: row.opening or _("Around the clock")),
        (_("Site"), lambda row: row.site),
        (_("Phone"), lambda row: row.phone),
        (_("Lead"), lambda row: row.lead or ""),
    ),
    searched=("code", "name", "location", "phone", "site__name"),
    add=care_areas.add_care_area,
    change=care_areas.change_care_area,
    retire=care_areas.retire_care_area,
    restore=care_areas.restore_care_area,
)


def _members(team: Team) -> dict[str, Any]:
    held = Membership.objects.valid().filter(team=team, user__is_active=True).select_related("user", "role")
    rows = [
        (f"{one.user.display_name}, {one.role}", reverse("people:person", args=[one.user_id]))
        for one in held.order_by("user__full_name", "pk")
    ]
    empty = _("Nobody works in this queue yet. Give people a role in it under People.")
    return {"sections": [{"title": _("Members"), "rows": rows, "empty": empty}]}


TEAMS: Final = RowKind(
    name="team",
    plural="teams",
    app="people",
    title=_("Queues"),
    intro=_("Teams and the queues they work. Who is paged for one is on the rota under On call."),
    add_words=_("Add a queue"),
    retire_words=_("Retire the queue"),
    retire_hint=_("Nothing goes to it any more. Its closed tickets stay."),
    icon="users",
    form=TeamForm,
    rows=lambda: Team.objects.select_related("lead", "manager"),
    columns=(
        (_("Answers to"), lambda row: row.get_domain_display()),
        (_("Lead"), lambda row: row.lead or ""),
        (_("Phone"), lambda row: row.phone),
        (_("Restricted"), lambda row: _("Restricted") if row.is_restricted else ""),
    ),
    further=_members,
    add=teams.add_team,
    change=teams.change_team,
    retire=teams.retire_team,
    restore=teams.restore_team,
)
