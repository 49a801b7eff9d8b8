"""The hours that were agreed for services, as values that downtime is counted with."""

from collections.abc import Iterable
from typing import Any

from hospital_itsm.core.worktime import Calendar
from hospital_itsm.people.calendars import newest_calendars


def agreed_calendars(services: Iterable[Any]) -> dict[int, Any]:
    """The newest version of the calendar of each service that has one, by the service's key: four statements."""
    from hospital_itsm.continuity.models import AgreedTime

    keys = {one.pk for one in services}
    rows = AgreedTime.objects.filter(service__in=keys).values_list("service", "calendar__lineage")
    lineages = dict(rows)
    if not lineages:
        return {}
    found = newest_calendars().filter(lineage__in=set(lineages.values()))
    newest = {one.lineage: one for one in found.prefetch_related("windows", "holidays")}
    return {service: newest[lineage] for service, lineage in lineages.items()}


def values_of(calendars: dict[int, Any]) -> dict[int, Calendar]:
    """The same as plain values; services of one calendar share one."""
    rows = {row.pk: row for row in calendars.values()}
    values = {pk: row.as_value() for pk, row in rows.items()}
    return {key: values[row.pk] for key, row in calendars.items()}
