"""The PHI guard on the server: it masks, it knows the staff, it refuses only over REST."""

import pytest

from hospital_itsm.core import context
from hospital_itsm.core.errors import PhiSuspected, ValueRefused
from hospital_itsm.core.phi_guard import guard, guard_fields, phi_findings
from hospital_itsm.people.models import User
from tests.world import World

pytestmark = pytest.mark.django_db

RECORD = "Scanner fails on MRN 00482913."


def test_clean_text_passes_without_a_question_to_the_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert guard("Printer PRT-0412 on 4 West prints blank pages.").decision == ""


def test_unanswered_text_is_masked_and_the_piece_is_handed_on() -> None:
    done = guard(RECORD)
    assert (done.text, done.decision) == ("Scanner fails on [record number hidden].", "masked")
    assert done.removed == ("MRN 00482913",)


@pytest.mark.parametrize(
    ("decision", "text", "removed"),
    [
        ("moved", "Scanner fails on [record number hidden].", ("MRN 00482913",)),
        ("removed", "Scanner fails on [record number hidden].", ()),
        ("not_phi", RECORD, ()),
    ],
)
def test_a_decision_is_followed(decision: str, text: str, removed: tuple[str, ...]) -> None:
    done = guard(RECORD, decision)
    assert (done.text, done.decision, done.removed) == (text, decision, removed)


def test_a_decision_that_is_none_is_refused() -> None:
    with pytest.raises(ValueRefused):
        guard(RECORD, "whatever")


def test_rest_must_decide_on_likely_data_and_not_on_a_doubt() -> None:
    with context.origin(channel="api"):
        with pytest.raises(PhiSuspected) as refused:
            guard(RECORD)
        assert [finding["type"] for finding in refused.value.findings] == ["record_number"]
        assert guard("The patient Harold Quimby cannot be found.").decision == "masked"


def test_a_colleague_is_not_a_patient(world: World) -> None:
    text = "Call Mr. Jorge Pacheco about it."
    assert phi_findings(text) == ()
    User.objects.filter(pk=world.lead.pk).update(full_name="Somebody Else")
    assert [span.type for span in phi_findings(text)] == ["name"]


def test_formats_of_the_site_are_known(settings: object) -> None:
    settings.PHI_SITE_FORMATS = ["H#######"]  # type: ignore[attr-defined]
    assert guard("Chart of H1234567 is empty.").text == "Chart of [patient number hidden] is empty."


def test_several_fields_share_one_decision() -> None:
    done = guard_fields({"text": RECORD, "device_text": "Cart 6"}, "moved")
    assert dict(done.texts) == {"text": "Scanner fails on [record number hidden].", "device_text": "Cart 6"}
    assert (done.decision, done.removed) == ("moved", ("MRN 00482913",))
    assert done.trail() == {"phi": ["moved", "record_number"]}


def test_half_characters_and_nulls_never_reach_the_database() -> None:
    assert guard("a\x00b\ud800c").text == "abc"
