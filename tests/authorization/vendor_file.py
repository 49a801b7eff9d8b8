"""Who reads and keeps insurance, security reviews, people and credentials of vendors."""

from collections.abc import Callable
from typing import Any

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.baas import KEEPS, READS_BAAS
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.authorization.vendors import MANAGES_VENDORS, SEES_VENDORS, vendor

KEEPS_PEOPLE = (*MANAGES_VENDORS, "privacy", "security")
READS_FILE, OPENS_FILE, SAVES_FILE = all_get(200, *READS_BAAS), all_get(200, *KEEPS), all_get(302, *KEEPS)
READS, OPENS, SAVES = all_get(200, *SEES_VENDORS), all_get(200, *KEEPS_PEOPLE), all_get(302, *KEEPS_PEOPLE)
CERTIFICATE = {
    "kind": "cyber", "insurer": "Fenwick Casualty", "amount": "1000000.00", "currency": "USD",
    "starts_on": "2026-01-01", "ends_on": "2027-01-01",
}  # fmt: skip
REVIEW = {"kind": "soc2", "result": "passed", "reviewed_on": "2026-01-01", "next_due_on": "2027-01-01"}
PERSON = {"name": "Piotr Lindgren"}
CREDENTIAL = {"kind": "badge", "expires_on": "2040-01-01"}


def of(what: str, path: str) -> Callable[[Scene], str]:
    """An address with the key of a row of the scene."""
    return lambda scene: path.format(getattr(scene.vendor_file, what).pk)


def posts(name: str, path: object, data: object, who: dict[str, int]) -> Case:
    """A form that is sent."""
    return Case(f"vendor_file:{name}", path, who, method="POST", data=data)  # type: ignore[arg-type]


def patches(name: str, what: str, path: str, body: dict[str, Any], who: dict[str, int]) -> Case:
    """A change over REST."""
    return Case(
        f"api:{name}",
        of(what, f"{HERE}{path}{{}}/"),
        who,
        others=403,
        method="PATCH",
        data=body,
        anonymous=401,
        headers={"If-Match": "*"},
    )


def named(body: dict[str, str]) -> Callable[[Scene], dict[str, Any]]:
    """The body with the name of a vendor."""
    return lambda scene: {**body, "vendor": scene.world.vendor.name}


def rest_cases(
    name: str, one: str, what: str, body: Any, change: dict[str, Any], reads: Any, keeps: Any
) -> list[Case]:
    """List, read, add and change of one kind over REST."""
    return [
        rest_reads(name, f"{name}/", reads),
        Case(f"api:{one}", of(what, f"{HERE}{name}/{{}}/"), all_get(200, *reads), others=403, anonymous=401),
        rest_posts(name, f"{HERE}{name}/", body, all_get(201, *keeps)),
        patches(one, what, f"{name}/", change, all_get(200, *keeps)),
    ]


CASES = [
    Case("vendor_file:expiring", "/vendors/expiring/", READS),
    Case("vendor_file:insurance", "/vendors/insurance/", READS_FILE),
    Case("vendor_file:reviews", "/vendors/reviews/", READS_FILE),
    Case("vendor_file:people", "/vendors/people/", READS),
    Case("vendor_file:credentials", "/vendors/credentials/", READS),
    Case("vendor_file:file", vendor("file/"), READS),
    Case("vendor_file:person", of("person", "/vendors/people/{}/"), READS),
    Case("vendor_file:new_certificate", vendor("insurance/new/"), OPENS_FILE),
    posts("new_certificate", vendor("insurance/new/"), CERTIFICATE, SAVES_FILE),
    Case("vendor_file:certificate", of("certificate", "/vendors/insurance/{}/"), OPENS_FILE),
    posts("certificate", of("certificate", "/vendors/insurance/{}/"), CERTIFICATE, SAVES_FILE),
    Case("vendor_file:new_review", vendor("reviews/new/"), OPENS_FILE),
    posts("new_review", vendor("reviews/new/"), REVIEW, SAVES_FILE),
    Case("vendor_file:review", of("review", "/vendors/reviews/{}/"), OPENS_FILE),
    posts("review", of("review", "/vendors/reviews/{}/"), REVIEW, SAVES_FILE),
    Case("vendor_file:new_person", vendor("people/new/"), OPENS),
    posts("new_person", vendor("people/new/"), PERSON, SAVES),
    Case("vendor_file:edit_person", of("person", "/vendors/people/{}/edit/"), OPENS),
    posts("edit_person", of("person", "/vendors/people/{}/edit/"), PERSON, SAVES),
    Case("vendor_file:new_credential", of("person", "/vendors/people/{}/credentials/new/"), OPENS),
    posts("new_credential", of("person", "/vendors/people/{}/credentials/new/"), CREDENTIAL, SAVES),
    Case("vendor_file:credential", of("credential", "/vendors/credentials/{}/"), OPENS),
    posts("credential", of("credential", "/vendors/credentials/{}/"), CREDENTIAL, SAVES),
    *rest_cases(
        "insurance_certificates", "insurance_certificate", "certificate", named(CERTIFICATE),
        {"insurer": "Fenwick Casualty"}, READS_BAAS, KEEPS,
    ),
    *rest_cases(
        "security_reviews", "security_review", "review", named(REVIEW), {"note": "Asked again"}, READS_BAAS, KEEPS,
    ),
    *rest_cases(
        "vendor_people", "vendor_person", "person", named(PERSON), {"role": "Engineer"}, SEES_VENDORS, KEEPS_PEOPLE,
    ),
    *rest_cases(
        "vendor_credentials", "vendor_credential", "credential",
        lambda scene: {**CREDENTIAL, "person": scene.vendor_file.person.pk}, {"label": "Wi-Fi"}, SEES_VENDORS,
        KEEPS_PEOPLE,
    ),
]  # fmt: skip
