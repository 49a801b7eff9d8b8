"""Cases and remote access of the demo's vendors, with what is planted among them."""

from django.utils import timezone

from hospital_itsm.people.models import User
from hospital_itsm.vendor_work.models import CaseTicket, RemoteSession, VendorCase
from hospital_itsm.vendor_work.queries.sessions import stands_against
from tests.demo.test_living_tickets import demo, told
from tests.tickets.desk_pages import opened

__all__ = ["demo", "told"]


def test_one_session_is_overdue_and_two_wait_for_what_stands_against_them(demo: None) -> None:
    now = timezone.now()
    (late,) = RemoteSession.objects.overdue(now).select_related("vendor", "decided_by")
    assert (late.vendor.name, late.decided_by.username) == ("Prismeadow Imaging", "ellen.fairweather")
    asked = RemoteSession.objects.filter(state="asked").select_related("vendor", "person", "asked_by")
    against = {row.person.name: stands_against(row.vendor, row.person, row.asked_by, now) for row in asked}
    assert set(against) == {"Piotr Lindgren", "Delia Marchetti"}
    assert any("Badge of Piotr Lindgren ended" in words for words in against["Piotr Lindgren"])
    assert any("its BAA is no longer in force" in words for words in against["Delia Marchetti"])
    page = opened(User.objects.get(username="ellen.fairweather"), late.get_absolute_url())
    assert "It is open after its end." in page.main


def test_cases_keep_their_numbers_beside_the_tickets_that_wait(demo: None) -> None:
    case = VendorCase.objects.get(number="PM-2026-44817")
    assert case.last_word == "A table encoder is on the way"
    assert CaseTicket.objects.filter(case=case, ticket__vendor=case.vendor).count() == 1
    assert VendorCase.objects.get(number="CR-880412").state == "with_us"
