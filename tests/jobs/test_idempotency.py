"""Idempotency keys: a repeated send finds what the first one made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from hospital_itsm.jobs.idempotency import KeyReused, claim, settle
from hospital_itsm.jobs.models import IdempotencyKey
from hospital_itsm.people.models import User


def somebody(name: str = "nurse") -> User:
    return User.objects.create(username=name, full_name="Somebody")


@pytest.mark.django_db
def test_a_first_use_has_no_target_and_a_repetition_names_it() -> None:
    user = somebody()
    first = claim(user, "report", "k-1", "body")
    assert first.target_id is None
    settle(first, 41)
    assert claim(user, "report", "k-1", "body").target_id == 41


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused_and_changes_nothing() -> None:
    user = somebody()
    settle(claim(user, "report", "k-1", "body"), 41)
    with pytest.raises(KeyReused):
        claim(user, "report", "k-1", "other body")
    assert list(IdempotencyKey.objects.values_list("key", "target_id")) == [("k-1", 41)]


@pytest.mark.django_db
def test_two_people_may_use_the_same_key() -> None:
    settle(claim(somebody(), "report", "k-1", "body"), 41)
    assert claim(somebody("other"), "report", "k-1", "body").target_id is None


@pytest.mark.django_db(transaction=True)
def test_of_two_sends_at_once_the_second_finds_what_the_first_made() -> None:
    user = somebody()
    start = Barrier(2)

    def send(target: int) -> int:
        try:
            start.wait()
            with transaction.atomic():
                row = claim(user, "report", "k-1", "body")
                if row.target_id is None:
                    settle(row, target)
                return row.target_id or 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(send, [1, 2]))
    assert len(set(made)) == 1
    assert IdempotencyKey.objects.count() == 1
