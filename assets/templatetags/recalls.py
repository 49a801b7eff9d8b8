"""The mark of a recall's class: `{% load recalls %}{% class_tag case %}`."""

from django import template
from django.utils.safestring import SafeString

from assets.models import RecallCase
from assets.recall_page import CLASS_MARKS, class_words
from hospital_itsm.core.templatetags.ui import state_tag

register = template.Library()


@register.simple_tag
def class_tag(case: RecallCase) -> SafeString:
    """The class in shape and word."""
    return state_tag(CLASS_MARKS[case.clock_class], class_words(case))
