"""How one ticket hangs together with another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What a link says of its source, as it is stored."""

    SAME_PROBLEM = "same_problem", _("Same problem")
    CAUSED_BY = "caused_by", _("Caused by")
    BLOCKS = "blocks", _("Blocks")
    CHILD_OF = "child_of", _("Part of")


class Relation(models.TextChoices):
    """What a link says of the ticket it is seen from."""

    SAME_PROBLEM = "same_problem", _("Same problem as")
    CAUSED_BY = "caused_by", _("Caused by")
    CAUSES = "causes", _("Causes")
    BLOCKS = "blocks", _("Blocks")
    BLOCKED_BY = "blocked_by", _("Blocked by")
    CHILD_OF = "child_of", _("Part of")
    PARENT_OF = "parent_of", _("Consists of")
