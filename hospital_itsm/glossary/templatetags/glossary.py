"""Explaining terms in place: `{% term "pm" %}`, `{% term "asset" _("Asset") %}`, `{% explained step.text %}`.

A term is a button that opens its explanation above the page: by mouse, finger and keyboard, closed by Escape, without
script (the popover of HTML). A term the glossary does not know, or retired, stays plain words.
"""

from itertools import count
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hospital_itsm.glossary.lexicon import Entry, lexicon
from hospital_itsm.glossary.rules.marking import pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Any, slug: str, words: str = "") -> SafeString:
    """The term, or `words` in its place, with its explanation."""
    entry = lexicon().entries.get(slug)
    if entry is None:
        return conditional_escape(words or slug)
    return _drawn(context, entry, str(words or entry.term))


@register.simple_tag(takes_context=True)
def explained(context: Any, text: str) -> SafeString:
    """A text with each abbreviation of the glossary explained where it stands first."""
    short = lexicon().short
    drawn = (
        (_drawn(context, short[piece], piece) if is_name else piece,)
        for piece, is_name in pieces(str(text), short)
    )
    return format_html_join("", "{}", drawn)


def _drawn(context: Any, entry: Entry, words: str) -> SafeString:
    place = f"term-{_number(context)}-{entry.slug}"
    return format_html(
        '<button type="button" class="term" popovertarget="{}">{}</button>'
        '<span class="term-tip" id="{}" popover><b>{}</b> {}{}{} <a href="{}#{}">{}</a></span>',
        place,
        words,
        place,
        entry.term,
        entry.meaning,
        _said(_("IT says"), entry.it_says),
        _said(_("HTM says"), entry.htm_says),
        reverse("glossary:glossary"),
        entry.slug,
        _("Glossary"),
    )


def _said(who: str, words: str) -> SafeString:
    return format_html("<span><em>{}</em> {}</span>", who, words) if words else format_html("{}", "")


def _number(context: Any) -> int:
    request = context.get("request")
    holder = request if request is not None else context.render_context
    numbers = getattr(holder, "_term_numbers", None)
    if numbers is None:
        numbers = count(1)
        holder._term_numbers = numbers
    return next(numbers)
