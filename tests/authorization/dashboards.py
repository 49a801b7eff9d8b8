"""Who opens which dashboard, who asks for a date at a figure, and who answers."""

from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.kpis import READS_FIGURES, reads
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

INFRASTRUCTURE = ("it_manager", "vp_infrastructure", "vp_applications", "cio", "auditor")
ASKS = ("it_manager", "vp_infrastructure", "vp_applications", "cio")
APPLICATIONS = (*INFRASTRUCTURE, "cmio")
INFORMATICS = ("cio", "cmio", "patient_safety", "auditor")
HTM = ("cio", "htm_manager", "auditor")
CIO = ("vp_infrastructure", "vp_applications", "cio", "auditor")
AT_DESK = (
    "agent", "second_agent", "analyst", "security_member", "lead", "euc_lead", "duty_manager", "it_manager",
    "htm_manager",
)  # fmt: skip
ANY = tuple(sorted({*APPLICATIONS, *INFORMATICS, *HTM, *CIO, *AT_DESK}))
READS_CARDS = (*READS_FIGURES, "charge_nurse")


def asked(scene: Scene) -> str:
    """The question of the scene: asked by the vice president of infrastructure, of the IT manager."""
    return f"/dash/asked/{scene.asked.pk}/"


def question(scene: Scene) -> dict[str, str]:
    """Another question."""
    return {"asked_of": str(scene.world.it_manager.pk), "answer_by": scene.asked.answer_by.isoformat()}


def answer(scene: Scene) -> dict[str, str]:
    """An answer."""
    return {
        "promised_on": scene.asked.answer_by.isoformat(),
        "sentence": "The second controller goes live.",
        "version": "1",
    }


def dashboard(code: str, who: tuple[str, ...]) -> list[Case]:
    """A dashboard as page, PDF and over REST."""
    return [
        Case("dashboards:dashboard", f"/dash/{code}/", all_get(200, *who), about=code),
        Case("dashboards:paper", f"/dash/{code}/pdf/", all_get(200, *who), about=code),
        reads("dashboard", f"dashboards/{code}/", {**all_get(404, *ANY), **all_get(200, *who)}, about=code),
    ]


CASES = [
    Case("dashboards:first", "/dash/", all_get(302, *ANY)),
    *dashboard("infrastructure", INFRASTRUCTURE),
    *dashboard("applications", APPLICATIONS),
    *dashboard("informatics", INFORMATICS),
    *dashboard("htm", HTM),
    *dashboard("cio", CIO),
    *dashboard("desk", AT_DESK),
    Case(
        "dashboards:dashboard", "/dash/infrastructure/?period=2", all_get(400, *INFRASTRUCTURE),
        about="of no period",
    ),
    Case("dashboards:dashboard", "/dash/nothing/", about="that is none"),
    Case("dashboards:unit", "/dash/unit/ICU/", all_get(200, *READS_CARDS)),
    Case("dashboards:unit", "/dash/unit/OR/", all_get(200, *READS_FIGURES), about="that is another's"),
    Case("dashboards:unit", "/dash/unit/NOWHERE/", about="that is none"),
    Case("dashboards:own_unit", "/dash/unit/", all_get(302, "charge_nurse")),
    Case("dashboards:ask", "/dash/infrastructure/ask/restore_p1/", all_get(200, *ASKS)),
    Case("dashboards:dashboard", "/dash/desk/?site=MAIN", all_get(400, *AT_DESK), about="of a site"),
    Case("dashboards:ask", "/dash/infrastructure/ask/nothing/", about="at no figure of it"),
    Case(
        "dashboards:ask", "/dash/infrastructure/ask/restore_p1/", all_get(302, *ASKS), method="POST",
        data=question,
    ),
    Case("dashboards:asked_dates", "/dash/asked/", all_get(200, *READS_FIGURES)),
    Case("dashboards:asked", asked, all_get(200, "vp_infrastructure", "it_manager")),
    Case("dashboards:asked", asked, all_get(302, "it_manager"), method="POST", data=answer),
    rest_reads("dashboards", "dashboards/", ANY),
    rest_reads("asked_dates", "asked_dates/", READS_FIGURES),
    Case(
        "api:asked_date", lambda scene: f"{HERE}asked_dates/{scene.asked.pk}/",
        {**all_get(404, *READS_FIGURES), **all_get(200, "vp_infrastructure", "it_manager")}, others=403,
        anonymous=401,
    ),
]  # fmt: skip
