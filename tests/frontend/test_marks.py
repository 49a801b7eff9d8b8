"""The template tags: shape, word and figure of each mark, and nothing dangerous in what they print."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_points_into_the_sprite() -> None:
    assert rendered('{% icon "phone" %}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/vendor/icons.svg#phone"/></svg>'
    )


def test_an_icon_we_do_not_ship_is_refused() -> None:
    with pytest.raises(ValueError, match="no icon 'spaceship'"):
        rendered('{% icon "spaceship" %}')


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "Priority 1, critical"), (2, "Priority 2, high"), (3, "Priority 3, medium"), (4, "Priority 4, low")],
)
def test_a_priority_has_its_shape_number_and_word(number: int, words: str) -> None:
    html = rendered("{% priority number %}", number=number)

    assert f'class="prio prio-{number}"' in html
    assert f'<span aria-hidden="true">{number}</span>' in html
    assert f'<span class="visually-hidden">{words}</span>' in html


def test_a_state_is_shape_and_word() -> None:
    html = rendered('{% state_tag "wait" "Waiting on vendor" %}')

    assert 'class="tag tag-wait"' in html
    assert "<svg" in html
    assert "Waiting on vendor" in html


def test_a_closed_state_is_words_alone() -> None:
    assert rendered('{% state_tag "none" "Closed" %}') == '<span class="tag tag-plain">Closed</span>'


def test_a_running_clock_carries_its_due_time_and_its_used_share() -> None:
    due = datetime(2026, 10, 30, 14, 36, tzinfo=UTC)
    html = rendered('{% sla_chip "risk" "24m left" used=80 due_at=due target="Restore target" %}', due=due)

    assert 'data-due="2026-10-30T14:36:00+00:00"' in html
    assert 'title="Restore target: 80% of the time used"' in html
    assert '<rect width="80" height="1"/>' in html
    assert "<span data-due-words>24m left</span>" in html


def test_a_paused_clock_does_not_tick_and_says_why() -> None:
    html = rendered(
        '{% sla_chip "hold" "Paused" used=30 due_at=due reason="Waiting on vendor" %}', due=datetime.now(UTC)
    )

    assert "data-due=" not in html
    assert '<span class="visually-hidden">, Waiting on vendor</span>' in html


@pytest.mark.parametrize(("used", "width"), [(-5, 0), (49.6, 50), (240, 100)])
def test_a_bar_never_leaves_its_track(used: float, width: int) -> None:
    assert f'width="{width}"' in rendered("{% used_bar used %}", used=used)


def test_nobody_is_drawn_as_unassigned() -> None:
    html = rendered('{% avatar "" %}')

    assert "ava-none" in html
    assert '<span class="visually-hidden">Unassigned</span>' in html


def test_a_name_is_escaped() -> None:
    assert "<script>" not in rendered("{% avatar name %}", name="<script>alert(1)</script> x")


def test_an_instant_on_another_day_has_its_date() -> None:
    html = rendered("{% moment at %}", at=datetime.now(UTC) - timedelta(days=400))

    assert html.startswith('<time class="num" datetime="')
    assert ", 20" in html


def test_an_answer_card_says_what_follows_in_smaller_words() -> None:
    html = rendered('{% card_words "Slower | We’re coping" %}')

    assert html == "<b>Slower</b><small>We’re coping</small>"
