"""The pages and links of approvals: one question, one person, one use."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.approvals.models import ApprovalLink, ApprovalRequest
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest, problem
from tests.approvals.test_contracts import NUMBER, TERMS, give, says, status, submit
from tests.tickets.desk_pages import opened, sent
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.contract_life import submit_contract


def link_of(who: str) -> str:
    """The address that was sent to somebody."""
    row = OutboxMessage.objects.filter(
        kind="approval.asked", recipient__username=who, channel="email"
    ).latest("id")
    return f"/approvals/link/{row.payload['link']}/"


def test_a_link_leads_its_person_to_the_question_and_a_look_decides_nothing(world: World) -> None:
    request = submit(world)
    vp, link = world.vp_infrastructure, link_of(world.vp_infrastructure.username)
    answer = opened(vp, link)
    assert (answer.status, answer.location) == (302, request.get_absolute_url())
    assert (status(), ApprovalLink.objects.get().used_at) == ("in_review", None)
    page = opened(vp, request.get_absolute_url())
    assert "Contract C-2001" in page.words
    assert "Your decision" in page.words
    answer = sent(vp, request.get_absolute_url(), verdict="approve", version="1")
    assert (answer.status, request.steps.get(position=1).state) == (302, "approved")
    late = opened(vp, link)
    assert (late.status, "was used already" in late.words) == (410, True)


def test_a_link_of_another_is_refused_and_tells_nothing(world: World) -> None:
    submit(world)
    link = link_of(world.vp_infrastructure.username)
    answer = opened(world.agent, link)
    assert (answer.status, "made for somebody else" in answer.words, NUMBER in answer.page) == (
        403,
        True,
        False,
    )
    assert ApprovalLink.objects.get().used_at is None


@pytest.mark.parametrize(("spoil", "words"), [("expired", "has expired"), ("decided", "was used already")])
def test_a_link_that_no_longer_works_says_why(world: World, spoil: str, words: str) -> None:
    request = submit(world, annual_value=1)
    link = link_of(world.vp_infrastructure.username)
    if spoil == "expired":
        ApprovalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        give(world, "vp_infrastructure", "it_manager")
        says(world, "it_manager", request)
    answer = opened(world.vp_infrastructure, link)
    assert (answer.status, words in answer.words) == (410, True)


def test_a_stranger_signs_in_first_and_the_token_is_kept_nowhere(world: World) -> None:
    submit(world)
    link = link_of(world.vp_infrastructure.username)
    row = ApprovalLink.objects.get()
    assert row.digest not in link
    assert len(row.digest) == 64
    assert link.split("/")[3] not in str(ApprovalLink.objects.values())


def test_a_rejection_without_a_reason_keeps_the_page_and_decides_nothing(world: World) -> None:
    request = submit(world)
    vp, address = world.vp_infrastructure, request.get_absolute_url()
    answer = sent(vp, address, verdict="reject", version="1")
    assert (answer.status, "Say in one line why." in answer.words) == (422, True)
    answer = sent(vp, address, verdict="maybe", reason="My words")
    assert (answer.status, "My words" in answer.page) == (422, True)
    answer = sent(vp, address, verdict="approve", version="7", reason="My words")
    assert (answer.status, "My words" in answer.page) == (409, True)
    assert (status(), request.steps.filter(state="waiting").count()) == ("in_review", 2)


def test_several_are_approved_at_once_each_by_itself(world: World) -> None:
    first = submit(world, annual_value=1)
    cast.contract(world, "C-2002", **{**TERMS, "annual_value": 1})
    submit_contract("C-2002", actor=again(world.vendor_manager))
    second = ApprovalRequest.objects.latest("id")
    vp = world.vp_infrastructure
    assert opened(vp, "/approvals/").words.count("Contract C-200") >= 2
    says(world, "vp_infrastructure", second, "reject", reason="No")
    sent(vp, "/approvals/approve/", approval=[f"{first.pk}.1", f"{second.pk}.1"])
    page = opened(vp, "/approvals/").words
    assert "Nothing waits for your approval." in page
    assert (status(), ApprovalRequest.objects.get(pk=second.pk).state) == ("approved", "rejected")


def test_a_delegate_without_contract_rights_reads_the_facts_and_not_the_contract(world: World) -> None:
    give(world, "vp_infrastructure", "agent")
    request = submit(world, annual_value=1)
    page = opened(world.agent, request.get_absolute_url())
    assert (page.status, "Monitoring gold support" in page.words, "Open it" in page.words) == (
        200,
        True,
        False,
    )
    assert f"Your decision for {world.vp_infrastructure.full_name}" in page.words
    assert opened(world.agent, f"/contracts/{NUMBER}/").status == 404
    assert opened(world.second_agent, request.get_absolute_url()).status == 404


def test_the_contracts_page_shows_the_steps_and_whose_turn_it_is(world: World) -> None:
    request = submit(world)
    says(world, "vp_infrastructure", request, reason="Fine with me")
    page = opened(world.finance, f"/contracts/{NUMBER}/").words
    assert "Fine with me" in page
    assert "its turn now" in page
    assert "Decide about it" in page
    assert "Decide about it" not in opened(world.cio, f"/contracts/{NUMBER}/").words


def test_rest_reads_decides_and_delegates(world: World) -> None:
    request = submit(world, annual_value=1)
    vp, manager = Rest(world.vp_infrastructure), Rest(world.vendor_manager)
    [row] = vp.get("approvals/?waiting_for=me").json()["results"]
    assert (row["subject"], row["amount"], row["steps"][0]["state"]) == (NUMBER, "1.00", "waiting")
    assert manager.get("approvals/?waiting_for=me").json()["results"] == []
    address = f"approvals/{request.pk}/actions/decide/"
    problem(vp.post(address, {"verdict": "approve"}), 428, "precondition-required")
    problem(vp.post(address, {"verdict": "approve", "step": 1}, If_Match="*"), 400, "unknown-input")
    problem(manager.post(address, {"verdict": "approve"}, If_Match="*"), 403, "forbidden")
    problem(Rest(world.integration).post(address, {"verdict": "approve"}, If_Match="*"), 403, "forbidden")
    problem(vp.get("approvals/?state=maybe"), 400, "unknown-input")
    assert status() == "in_review"
    assert vp.post(address, {"verdict": "approve"}, If_Match='"1"').json()["state"] == "approved"
    problem(vp.post(address, {"verdict": "reject", "reason": "x"}, If_Match="*"), 409, "conflict")
    today = timezone.localdate().isoformat()
    given = {"taker": world.it_manager.username, "first_on": today, "last_on": today, "reason": "Away"}
    made = vp.post("delegations/", given)
    assert (made.status_code, made.json()["giver"]) == (201, world.vp_infrastructure.username)
    revoke = f"delegations/{made.json()['id']}/actions/revoke/"
    problem(Rest(world.agent).post(revoke, {}), 404, "not-found")
    assert vp.post(revoke, {}).json()["revoked_at"] is not None
    problem(vp.post(revoke, {}), 409, "conflict")
