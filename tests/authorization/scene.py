"""The things the matrix points at: tickets open to a unit, restricted ones, notices, pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from assets.models import AssetImport
from hospital_itsm.approvals.actions.delegations import delegate
from hospital_itsm.approvals.models import ApprovalRequest, Delegation
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.jobs.models import Job
from hospital_itsm.links.models import TicketLink
from hospital_itsm.macros.models import Macro
from hospital_itsm.people.models import ApiToken, OnCallSwap, User
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.shifts.models import Shift, ShiftHandover
from hospital_itsm.similar.models import SimilarGroup
from hospital_itsm.webhooks.models import Subscription
from hospital_itsm.worklog.models import WorkEntry
from tests.authorization.baa_scene import agreement, document, exception
from tests.authorization.budget_scene import BudgetScene
from tests.authorization.bulk_scene import bulk_changes
from tests.authorization.continuity_scene import ContinuityScene
from tests.authorization.desk_scene import DeskScene
from tests.authorization.device_scene import device_ticket, patient_event
from tests.authorization.inventory import Inventory
from tests.authorization.joint_scene import JointScene
from tests.authorization.list_scene import list_imports
from tests.authorization.macro_scene import macros
from tests.authorization.purchase_scene import PurchaseScene
from tests.authorization.recall_scene import RecallScene
from tests.authorization.report_scene import ReportScene
from tests.authorization.swap_scene import swap
from tests.authorization.vendor_file_scene import VendorFileScene
from tests.authorization.vendor_task_scene import VendorTask, vendor_task
from tests.authorization.vendor_work_scene import VendorWorkScene
from tests.authorization.webhook_scene import webhook
from tests.authorization.wording_scene import own_words
from tests.signin.hands import with_app
from tests.similar_rows import group
from tests.world import ALL_SCOPES, ROTA_UNTIL, TOKEN_SECRET, World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind, Severity, Topic
from tickets.models import Attachment, Notice, Page, Ticket
from vendors.actions.contract_life import submit_contract
from vendors.models import AccountNumber, Contract, Vendor, VendorContact

RESTRICTED_WORDS = "Three mailboxes show sign-ins from two countries within an hour."
STORED = "matrix-file"


@dataclass
class Scene:
    """One hospital with one ticket of each kind that matters for access."""

    world: World
    ticket: Ticket
    restricted: Ticket
    page: Page
    notice: Notice
    file: Attachment
    internal_file: Attachment
    contract: Contract
    draft_contract: Contract
    spare_vendor: Vendor
    spare_contact: VendorContact
    spare_account: AccountNumber
    vendor_file: VendorFileScene
    vendor_work: VendorWorkScene
    vendor_task: VendorTask
    inventory: Inventory
    recalls: RecallScene
    device_ticket: Ticket
    patient_event: PatientEvent
    job: Job
    asset_import: AssetImport
    approval: ApprovalRequest
    delegation: Delegation
    budget: BudgetScene
    purchases: PurchaseScene
    handover: ShiftHandover
    continuity: ContinuityScene
    list_imports: dict[str, SheetImport]
    reports: ReportScene
    desk: DeskScene
    asked: AskedDate
    macros: dict[str, Macro]
    work_entry: WorkEntry
    bulk: dict[str, BulkChange]
    joint: JointScene
    link: TicketLink
    similar: SimilarGroup
    tokens: dict[int, str]
    webhook: Subscription
    swap: OnCallSwap

    @classmethod
    def build(cls) -> "Scene":
        """Store the scene: an ICU incident in EUC, and a security incident reported by the ICU's requester."""
        world = World.build()
        with_app(world.colleague)
        Authenticator.objects.create(user=world.colleague, type="webauthn", data={"name": "Blue key"})
        ticket = report_problem(
            actor=world.requester,
            text="The scanner on cart 14 beeps but does not read wristbands.",
            care_answer=CareAnswer.SLOWER,
            topic=Topic.SCANNER,
            callback="ext. 4501",
            place=Place(care_area=world.icu),
        )
        restricted = report_problem(
            actor=world.security,
            text=RESTRICTED_WORDS,
            care_answer=CareAnswer.NOT_AFFECTED,
            place=Place(care_area=world.icu),
            kind=Kind.SECURITY,
        )
        page = Page.objects.create(
            ticket=ticket, recipient=world.agent, audience="primary", step="scene", paged_at=timezone.now()
        )
        files = [_file(world, ticket, is_internal=inside) for inside in (False, True)]
        contracts = [_contract(world, "C-1005", "active"), _contract(world, "C-2001", "draft")]
        spare = Vendor.objects.create(name="CopperRiver Telecom")
        agreement(world.vendor)
        exception(spare, world.privacy)
        document(contracts[0], "contract", "Order form")
        document(contracts[0], "soc_report", "SOC 2")
        notice = _notice(world, ticket)
        inventory = Inventory.build(world)
        kept = VendorFileScene.build(world.vendor)
        about_pump = device_ticket(world)
        own_words(world)
        return cls(
            world,
            ticket,
            restricted,
            page,
            notice,
            *files,
            *contracts,
            spare,
            VendorContact.objects.create(vendor=spare, name="Night desk", night_phone="555-0171"),
            AccountNumber.objects.create(vendor=spare, label="Voice", number="CR-1"),
            kept,
            VendorWorkScene.build(world, kept.person, ticket, restricted),
            vendor_task(world, ticket, contracts[0]),
            inventory,
            RecallScene.build(world),
            about_pump,
            patient_event(world, about_pump),
            _job(world),
            _asset_import(world),
            _approval(world),
            _delegation(world),
            BudgetScene.build(world),
            PurchaseScene.build(world),
            _handover(world),
            ContinuityScene.build(world),
            list_imports(world, f"{STORED}-False"),
            ReportScene.build(world),
            (desk := DeskScene.build(world)),
            _asked(world),
            macros(world),
            _work(world, ticket),
            bulk_changes(world, ticket),
            JointScene.build(world, ticket, restricted),
            _link(world, ticket, about_pump),
            group(world, [ticket, about_pump, desk.calm]),
            _tokens(world),
            webhook(world),
            swap(world),
        )

    def bearer(self, user: User) -> str:
        """The `Authorization` header of this person's token with every scope."""
        return self.tokens[user.pk]


def _asked(world: World) -> AskedDate:
    today = timezone.localdate()
    return AskedDate.objects.create(
        dashboard="infrastructure",
        figure="backlog_aged",
        domain="infrastructure",
        asked_by=world.vp_infrastructure,
        asked_at=timezone.now(),
        asked_of=world.it_manager,
        answer_by=today,
    )


def _link(world: World, ticket: Ticket, other: Ticket) -> TicketLink:
    return TicketLink.objects.create(
        kind="blocks", source=ticket, target=other, made_at=timezone.now(), made_by=world.agent
    )


def _work(world: World, ticket: Ticket) -> WorkEntry:
    at = timezone.now() - timedelta(hours=1)
    return WorkEntry.objects.create(
        ticket=ticket, author=world.agent, kind="work", minutes=15, began_at=at, noted_at=at
    )


def _handover(world: World) -> ShiftHandover:
    at = timezone.now()
    return ShiftHandover.objects.create(shift=Shift.objects.get(code="DAY"), at=at, written_at=at)


def _notice(world: World, ticket: Ticket) -> Notice:
    at = timezone.now()
    return Notice.objects.create(
        title="Wristband scanning is slow",
        severity=Severity.DEGRADED,
        sees="Scanners beep and read nothing.",
        ticket=ticket,
        posted_by=world.duty_manager,
        posted_at=at,
        updated_at=at,
    )


def _contract(world: World, number: str, status: str) -> Contract:
    return Contract.objects.create(
        number=number,
        title="LAN and WLAN support",
        vendor=world.vendor,
        starts_on=date(2020, 7, 1),
        ends_on=date(2040, 6, 30),
        status=status,
    )


def _approval(world: World) -> ApprovalRequest:
    contract = _contract(world, "C-2002", "draft")
    terms = {"annual_value": 100, "currency": "USD", "domain": "infrastructure", "phi_access": "no"}
    Contract.objects.filter(pk=contract.pk).update(**terms)
    submit_contract("C-2002", actor=again(world.vendor_manager))
    return ApprovalRequest.objects.get()


def _delegation(world: World) -> Delegation:
    giver, today = again(world.vp_infrastructure), timezone.localdate()
    days = {"first_on": today, "last_on": today}
    return delegate(giver, actor=giver, taker=world.it_manager, reason="On leave", **days)


def _file(world: World, ticket: Ticket, *, is_internal: bool) -> Attachment:
    name = f"{STORED}-{is_internal}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"What the screen said."))
    return Attachment.objects.create(
        ticket=ticket,
        is_internal=is_internal,
        uploader=world.agent,
        file_name="screen.txt",
        stored_name=name,
        content_type="text/plain",
        size=21,
        sha256="0" * 64,
        created_at=timezone.now(),
    )


def _job(world: World) -> Job:
    return Job.objects.create(
        kind="asset.export",
        owner=world.agent,
        state="done",
        stored_name=f"{STORED}-False",
        file_name="assets.csv",
        content_type="text/csv",
        asked_at=timezone.now(),
        ended_at=timezone.now(),
    )


def _asset_import(world: World) -> AssetImport:
    return AssetImport.objects.create(
        source="CMMS",
        origin="assets.csv",
        stored_name=f"{STORED}-False",
        date_format="iso",
        mapping=[["tag", "tag"], ["class", "asset_class"]],
        asked_at=timezone.now(),
        asked_by=world.it_manager,
    )


def _tokens(world: World) -> dict[int, str]:
    headers = {}
    for number, user in enumerate(world.people.values()):
        prefix = f"matrix{number:06d}"
        ApiToken.objects.create(
            user=user,
            name="Matrix",
            prefix=prefix,
            secret_hash=hash_secret(TOKEN_SECRET),
            scopes=ALL_SCOPES,
            expires_at=ROTA_UNTIL,
        )
        headers[user.pk] = f"Bearer {prefix}.{TOKEN_SECRET}"
    return headers
