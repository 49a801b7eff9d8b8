"""A test e-mail to oneself, which shows whether mail leaves the desk."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User

TEST_MAIL = Kind(
    "setup.test_mail",
    {},
    gettext_lazy("Test of the service desk's e-mail"),
    "people:setup",
    lines=(gettext_lazy("E-mail leaves the desk and reaches you."),),
    channels=(Channel.EMAIL,),
    icon="mail",
    tells_actor=True,
    is_urgent=True,
)


@action("setup.test_mail", gettext_lazy("sent a test e-mail"))
def send_test_mail(*, actor: User) -> None:
    """Write an e-mail to the actor; raises Conflict where the account has no address."""
    require(actor, "setup.manage")
    if not actor.email:
        raise Conflict(_("Your account has no e-mail address. Another administrator adds one under People."))
    tell(
        actor=actor,
        kind=TEST_MAIL.code,
        recipients=[actor],
        payload={},
        dedupe=f"test {timezone.now().isoformat()}",
    )
    record(actor, "setup.test_mail", actor)
