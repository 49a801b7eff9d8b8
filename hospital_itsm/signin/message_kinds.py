"""What people are told about the ways they sign in."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind

FACTORS_CHANGED = Kind(
    "signin.factors_changed",
    {},
    _("How you sign in was changed"),
    "signin:own",
    lines=(
        _("A way in which you sign in was added, removed or reset."),
        _("Was that not you, and did you not ask for it? Call the desk at once."),
    ),
    icon="lock",
    tells_actor=True,
    is_urgent=True,
)
