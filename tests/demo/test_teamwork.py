"""What the demo's people do with tickets, where the tickets of the stories are not as they were told."""

import pytest
from django.utils import timezone

from hospital_itsm.demo.hospital import teamwork as planned
from hospital_itsm.demo.loaders import hospital, teamwork
from hospital_itsm.following.models import Follow, Snooze
from hospital_itsm.links.models import TicketLink
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import Team
from hospital_itsm.privacy.models import Discovery
from hospital_itsm.splitting.models import Split
from tests.tickets.desk_cast import plain
from tests.world import PASSWORD
from tickets.models import Ticket


@pytest.mark.django_db
def test_tickets_that_ended_or_were_given_away_are_left_as_they_are() -> None:
    hospital.load(PASSWORD)
    euc, net, at = Team.objects.get(code="EUC"), Team.objects.get(code="NET"), timezone.now()
    titles = teamwork.TITLES
    ended = plain(title=titles[planned.SPLIT], team=euc, priority=4, state="resolved", opened_at=at)
    given = plain(title=titles[47], team=net, priority=4, opened_at=at)
    before = {row.pk: row.version for row in (ended, given)}
    assert not teamwork.is_loaded()
    teamwork.load()
    assert teamwork.is_loaded()
    assert (TicketLink.objects.count(), Snooze.objects.count(), Split.objects.count()) == (0, 0, 0)
    assert {row.user.username for row in Follow.objects.all()} == {"jorge.pacheco"}
    assert dict(Ticket.objects.filter(pk__in=before).values_list("pk", "version")) == before
    made = {row.title for row in (*planned.ALIKE, planned.PRIVACY)}
    assert set(Ticket.objects.exclude(pk__in=before).values_list("title", flat=True)) == made
    assert Discovery.objects.get().set_by.username == planned.SAID_BY
    assert not OutboxMessage.objects.filter(done_at=None).exists()
