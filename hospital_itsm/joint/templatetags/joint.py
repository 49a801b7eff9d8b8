"""What the pages of tasks draw: `{% load joint %}`."""

from typing import Any

from django import template
from django.utils import timezone

from hospital_itsm.joint.wording import TaskLine, task_line

register = template.Library()


@register.simple_tag
def drawn_task(task: Any) -> TaskLine:
    """A task of a list in words; steps are taken on the page of its ticket."""
    return task_line(task, None, timezone.now())
