"""Who reaches documents of vendors, contracts and agreements."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_tickets import HERE
from tests.authorization.baas import KEEPS, READS_BAAS, baa, rest_baa
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.authorization.vendors import READS_CONTRACTS, contract, draft, posts, vendor
from vendors.models import Document

READS_OPEN = all_get(200, *READS_BAAS)
READS_MONEY = all_get(200, *READS_CONTRACTS)
KEEPER = {"vendor_manager": 200}
OPENS = all_get(200, *KEEPS)
SAVES = all_get(302, *KEEPS)
NOT_MULTIPART = all_get(415, *KEEPS)


def at(kind: str, suffix: str = "", start: str = "/vendors/") -> Callable[[Scene], str]:
    """The page of the scene's document of a kind."""

    def path(scene: Scene) -> str:
        row = Document.objects.get(contract=scene.contract, kind=kind)
        return f"{start}documents/{row.pk}/{suffix}"

    return path


def rest(kind: str, suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return at(kind, suffix, HERE)


def sent(scene: Scene) -> dict[str, object]:
    """A document as a form sends it."""
    return {"kind": "soc_report", "title": "SOC 2", "file": SimpleUploadedFile("soc.txt", b"All is well.")}


def file(scene: Scene) -> dict[str, object]:
    """A version as a form sends it."""
    return {"file": SimpleUploadedFile("soc.txt", b"All is well.")}


WHY = {"reason": "Wrong file"}
LISTS = (
    ("vendor_documents", lambda scene: f"{HERE}vendors/{scene.spare_vendor.pk}/documents/"),
    ("contract_documents", lambda scene: f"{HERE}contracts/{scene.contract.number}/documents/"),
    ("baa_documents", rest_baa("documents/")),
)
CASES = [
    Case("vendors:document", at("soc_report"), READS_OPEN),
    Case("vendors:document", at("contract"), READS_MONEY, about="with money"),
    Case("vendors:document_file", at("soc_report", "versions/1/"), READS_OPEN),
    Case("vendors:document_file", at("contract", "versions/1/"), READS_MONEY, about="with money"),
    Case("vendors:document_file", at("soc_report", "versions/2/"), about="not there"),
    Case("vendors:new_document_version", at("soc_report", "versions/new/"), OPENS),
    Case("vendors:new_document_version", at("contract", "versions/new/"), KEEPER, about="with money"),
    posts("new_document_version", at("soc_report", "versions/new/"), file, SAVES),
    Case("vendors:withdraw_document_version", at("soc_report", "versions/1/withdraw/"), OPENS),
    posts("withdraw_document_version", at("soc_report", "versions/1/withdraw/"), WHY, SAVES),
    posts("withdraw_document_version", at("contract", "versions/1/withdraw/"), WHY, {"vendor_manager": 302}, "money"),
    Case("vendors:new_vendor_document", vendor("documents/new/"), OPENS),
    posts("new_vendor_document", vendor("documents/new/"), sent, SAVES),
    Case("vendors:new_contract_document", contract("documents/new/"), OPENS),
    Case("vendors:new_contract_document", draft("documents/new/"), KEEPER, about="draft"),
    posts("new_contract_document", contract("documents/new/"), sent, SAVES),
    Case("vendors:new_baa_document", baa("documents/new/"), OPENS),
    posts("new_baa_document", baa("documents/new/"), sent, SAVES),
    *(Case(f"api:{name}", path, READS_OPEN, others=403, anonymous=401) for name, path in LISTS),
    *(rest_posts(name, path, {}, NOT_MULTIPART) for name, path in LISTS),
    Case("api:document", rest("soc_report"), READS_OPEN, others=403, anonymous=401),
    Case(
        "api:document", rest("contract"), {**all_get(404, *READS_BAAS), **READS_MONEY}, others=403, anonymous=401,
        about="with money",
    ),
    rest_posts("document_versions", rest("soc_report", "versions/"), {}, NOT_MULTIPART),
    Case("api:document_version", rest("soc_report", "versions/1/"), READS_OPEN, others=403, anonymous=401),
    rest_posts("document_withdrawal", rest("soc_report", "versions/1/withdrawal/"), WHY, OPENS),
]  # fmt: skip
