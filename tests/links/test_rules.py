"""What a relation means at both ends, and that one-way links never close a circle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.links.choices import LinkKind, Relation
from hospital_itsm.links.rules.relations import ONE_WAY, STORED, ends, leads_back, relation_of

OPPOSITES = {
    "same_problem": "same_problem", "caused_by": "causes", "causes": "caused_by", "blocks": "blocked_by",
    "blocked_by": "blocks", "child_of": "parent_of", "parent_of": "child_of",
}  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "stored"),
    [
        ("same_problem", ("same_problem", 3, 7)),
        ("caused_by", ("caused_by", 7, 3)),
        ("causes", ("caused_by", 3, 7)),
        ("blocks", ("blocks", 7, 3)),
        ("blocked_by", ("blocks", 3, 7)),
        ("child_of", ("child_of", 7, 3)),
        ("parent_of", ("child_of", 3, 7)),
    ],
)
def test_a_relation_is_stored_one_way(relation: str, stored: tuple[str, int, int]) -> None:
    assert ends(relation, 7, 3) == stored


def test_every_code_is_known_and_every_kind_is_reached() -> None:
    assert set(STORED) == set(Relation.values) == set(OPPOSITES)
    assert {kind for kind, _is_source in STORED.values()} == set(LinkKind.values)
    assert {"blocks", "child_of"} == ONE_WAY


@given(st.sampled_from(sorted(STORED)), st.integers(1, 9), st.integers(1, 9))
def test_both_ends_read_the_same_link(relation: str, here: int, there: int) -> None:
    if here == there:
        return
    kind, source, _target = ends(relation, here, there)
    assert relation_of(kind, from_source=source == here) == relation
    assert relation_of(kind, from_source=source == there) == OPPOSITES[relation]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_links_that_pass_never_close_a_circle(pairs: list[tuple[int, int]]) -> None:
    edges: dict[int, set[int]] = {}

    def next_of(pks: frozenset[int]) -> set[int]:
        return {target for pk in pks for target in edges.get(pk, ())}

    for source, target in pairs:
        if not leads_back(source, target, next_of):
            edges.setdefault(source, set()).add(target)
    for start in edges:
        reached, frontier = set(), next_of(frozenset({start}))
        while frontier - reached:
            reached |= frontier
            frontier = next_of(frozenset(frontier))
        assert start not in reached
