"""The small marks of the interface as template tags: `{% load ui %}`. Plain values in, safe HTML out.

{% icon "phone" %}  {% icon "phone" size="lg" %}
{% priority 2 %}                          the shape of priority 1 to 4, with its number and its word
{% state_tag "prog" _("In progress") %}   kinds: new prog wait done bad warn care quiet none; plain=True in rows
{% care_tag _("Patient care") %}
{% sla_chip "risk" "24m left" used=80 due_at=due target=_("Restore target") %}
                                          states: ok risk late hold met; `used` in percent
{% used_bar 86 kind="risk" %}             the wide bar of a clock; kinds: ok risk late hold
{% avatar "Priya Nair" %}                 size="lg"; decorative=True beside the written name; "" is nobody
{% moment at %}                           <time>14:07</time>, "Oct 30, 14:07" on another day
{% due_in at %}                           <time data-due>24m left</time>, ticks in the browser
{{ seconds|span }} {{ at|ago }} {{ at|day }}   "2h 10m", "4m ago", "Oct 30"
{{ text|naming:people }}                  the names of people for their user names after an @
{{ number|dial }}                         the digits of a phone number, for a link that dials

A list draws the same few marks hundreds of times: what depends on few values is kept, by language where it says words.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hospital_itsm.core import display
from hospital_itsm.core.icons import ICONS
from hospital_itsm.core.plain_text import NAMED

register = template.Library()

PRIORITY_WORDS = {
    1: gettext_lazy("Priority 1, critical"),
    2: gettext_lazy("Priority 2, high"),
    3: gettext_lazy("Priority 3, medium"),
    4: gettext_lazy("Priority 4, low"),
}
SLA_ICONS = {
    "ok": "clock",
    "risk": "clock-hour-9",
    "late": "alert-octagon",
    "hold": "player-pause",
    "met": "check",
}
GLYPHS = {
    "new": '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    "prog": '<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor"/>',
    "wait": '<path d="M2.6 1.5h2.3v9H2.6zM7.1 1.5h2.3v9H7.1z" fill="currentColor"/>',
    "done": '<path d="m1.6 6.4 3 3 5.8-6.6" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "care": '<path d="M.5 6.3h2.6l1.5-3.8 2.4 7 1.6-3.2h2.9" fill="none" stroke="currentColor"'
    ' stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>',
    "warn": '<path d="M6 .8 11.6 11H.4z" fill="none" stroke="currentColor" stroke-width="1.5"'
    ' stroke-linejoin="round"/>',
    "quiet": '<path d="M2 6h8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
    "bad": '<path d="M4 1h4l3 3v4l-3 3H4L1 8V4z" fill="currentColor"/>',
}


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("vendor/icons.svg")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite, hidden from screen readers. Raises ValueError for one we do not ship."""
    if name not in ICONS:
        raise ValueError(f"The sprite has no icon {name!r}; add it to hospital_itsm/core/icons.py.")
    css = f"i i-{size}" if size else "i"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, _sprite(), name)


@register.simple_tag
@lru_cache(maxsize=len(GLYPHS) + 1)
def glyph(kind: str) -> SafeString:
    """Draw the small shape of a state; nothing for a kind without one."""
    if kind not in GLYPHS:
        return mark_safe("")
    drawing = mark_safe(GLYPHS[kind])
    return format_html('<svg class="g" viewBox="0 0 12 12" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def priority(number: int) -> SafeString:
    """Draw the shape of a priority with its number, and say its word."""
    return _priority(number, get_language())


@lru_cache(maxsize=64)
def _priority(number: int, _language: str | None) -> SafeString:
    return format_html(
        '<span class="prio prio-{0}"><span aria-hidden="true">{0}</span>'
        '<span class="visually-hidden">{1}</span></span>',
        number,
        PRIORITY_WORDS[number],
    )


@register.simple_tag
def state_tag(kind: str, words: str, plain: bool = False) -> SafeString:
    """Draw a state: shape and word; `plain` without ground, for dense rows. Kind none is words only."""
    return _state_tag(kind, str(words), plain)


@lru_cache(maxsize=256)
def _state_tag(kind: str, words: str, plain: bool) -> SafeString:
    css = "tag-plain" if plain or kind == "none" else f"tag-{kind}"
    return format_html('<span class="tag {}">{}{}</span>', css, glyph(kind), words)


@register.simple_tag
def care_tag(words: str = "") -> SafeString:
    """Draw the patient-care mark; magenta and pulse line belong to it alone."""
    return state_tag("care", words or _("Patient care"))


@register.simple_tag
def sla_chip(
    state: str,
    words: str,
    used: float = 0,
    due_at: datetime | None = None,
    risk_at: datetime | None = None,
    target: str = "",
    reason: str = "",
) -> SafeString:
    """Draw a clock as a chip. With `due_at` it ticks in the browser; amber at `risk_at`, red at `due_at`."""
    return format_html(
        '<span class="sla sla-{}"{}{}>{}<span data-due-words>{}</span>{}{}</span>',
        state,
        _title(_chip_title(target, used, reason)),
        _due_attributes(due_at, risk_at) if state not in ("hold", "met") else "",
        icon(SLA_ICONS[state]),
        words,
        _hidden(reason),
        "" if state == "met" else used_bar(used, css="sla-bar"),
    )


@register.simple_tag
def used_bar(used: float, kind: str = "", css: str = "bar") -> SafeString:
    """Draw how much of a time is used, in percent; the figure itself is always written beside it."""
    return _bar(round(min(max(used, 0), 100)), f"{css} {css}-{kind}" if kind else css)


@lru_cache(maxsize=512)
def _bar(percent: int, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="1"/></svg>',
        css,
        percent,
    )


def _chip_title(target: str, used: float, reason: str) -> str:
    if reason:
        return reason
    if not target:
        return ""
    return _("%(target)s: %(used)d%% of the time used") % {"target": target, "used": round(used)}


def _title(words: str) -> SafeString:
    return format_html(' title="{}"', words) if words else mark_safe("")


def _hidden(words: str) -> SafeString:
    return format_html('<span class="visually-hidden">, {}</span>', words) if words else mark_safe("")


def _due_attributes(due_at: datetime | None, risk_at: datetime | None) -> SafeString:
    if due_at is None:
        return mark_safe("")
    risk = format_html(' data-risk-at="{}"', risk_at.isoformat()) if risk_at else ""
    return format_html(' data-due="{}"{}', due_at.isoformat(), risk)


@register.simple_tag
def avatar(name: str, initials: str = "", size: str = "", decorative: bool = False) -> SafeString:
    """Draw a person as initials in a steady hue; an empty name is nobody. `decorative` beside the name."""
    return _avatar(str(name), initials, size, decorative, get_language())


@lru_cache(maxsize=512)
def _avatar(name: str, initials: str, size: str, decorative: bool, _language: str | None) -> SafeString:
    css = f"ava ava-{size}" if size else "ava"
    letters = initials or display.initials_of(name) or "–"
    css = f"{css} ava-{display.avatar_hue(name) if name else 'none'}"
    if decorative:
        return format_html('<span class="{}" aria-hidden="true">{}</span>', css, letters)
    words = name or _("Unassigned")
    return format_html(
        '<span class="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        css,
        words,
        letters,
        words,
    )


@register.simple_tag
def moment(at: datetime, css: str = "num") -> SafeString:
    """Write an instant by the clock of the hospital; the full date is in the title."""
    local, now = timezone.localtime(at), timezone.localtime()
    full = f"{local:%b} {local.day}, {local:%Y, %H:%M}"
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        css,
        local.isoformat(),
        full,
        display.moment_words(local, now),
    )


@register.simple_tag
def due_in(due_at: datetime, css: str = "num") -> SafeString:
    """Write how much time is left until an instant; ticks in the browser."""
    words = display.time_left_words(due_at, timezone.now())
    return format_html(
        '<time class="{}" datetime="{}"{}><span data-due-words>{}</span></time>',
        css,
        due_at.isoformat(),
        _due_attributes(due_at, None),
        words,
    )


@register.filter
def span(seconds: float) -> str:
    """Write a duration: 7800 is "2h 10m"."""
    return display.span_words(seconds)


@register.filter
def ago(at: datetime) -> str:
    """Write how long ago an instant was."""
    return display.ago_words(at, timezone.now())


@register.filter
def day(at: datetime) -> str:
    """Write the day of an instant: "Oct 30", with the year when it is another."""
    return display.day_words(timezone.localtime(at), timezone.localtime())


@register.filter
def dial(number: str) -> str:
    """The digits of a phone number, for a link that dials."""
    return "".join(sign for sign in number if sign.isdecimal() or sign == "+")


@register.filter
def naming(text: SafeString, people: Sequence[str] | None) -> SafeString:
    """Write names for user names after an @ in an escaped text; `people` are lines of a user name and a name."""
    names = dict(line.split("\n", 1) for line in people or ())

    def said(found: re.Match[str]) -> str:
        name = names.get(found[1].lower())
        return format_html("<b>@{}</b>", name) if name else found[0]

    return SafeString(NAMED.sub(said, conditional_escape(text))) if names else text


@register.simple_tag
def card_words(label: str) -> SafeString:
    """Write an answer card's label; the part after " | " is smaller and says what follows from the answer."""
    answer, _divider, follows = str(label).partition(" | ")
    return format_html("<b>{}</b>{}", answer, format_html("<small>{}</small>", follows) if follows else "")
