"""The entry of approvals in the navigation, in the set-up, and the messages about them."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.kinds import register as register_kind
from hospital_itsm.outbox.shapes import LABEL, NUMBER


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Approvals"),
            url_name="approvals:approvals",
            icon="circle-check",
            order=59,
            allowed=lambda user: "contract.read" in user.permissions and access.can(user, "approval.read"),
        )
    )
    register_setting(
        Setting(
            _("Approval rules"),
            "approvals:rules",
            _("From which amount on who approves contracts and purchases."),
            _("approve sign amount limit threshold delegation contract purchase money"),
            "checks",
            85,
        )
    )
    _register_kinds()


def _register_kinds() -> None:
    register_kind(
        Kind(
            "approval.asked",
            {"what": LABEL, "label": LABEL, "amount": LABEL, "link": LABEL},
            _("{what} {label} waits for your approval"),
            "approvals:link",
            "link",
            lines=(_("Amount: {amount}."), _("The link is yours alone, works once and needs your sign-in.")),
            icon="checks",
        )
    )
    for state, words in (
        ("approved", _("{what} {label} is approved")),
        ("rejected", _("{what} {label} is rejected")),
    ):
        register_kind(
            Kind(
                f"approval.{state}",
                {"what": LABEL, "label": LABEL, "number": NUMBER},
                words,
                "approvals:approval",
                "number",
                lines=(_("Who decided and why stands on its page."),),
                icon="checks",
            )
        )
    register_kind(
        Kind(
            "approval.delegated",
            {"giver": LABEL, "first": LABEL, "last": LABEL},
            _("Approvals of {giver} are delegated from {first} to {last}"),
            "approvals:delegations",
            lines=(_("Whoever did not expect this takes it back on that page."),),
            icon="checks",
        )
    )
