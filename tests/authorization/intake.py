"""Who takes calls: everybody who works tickets, and nobody else learns who may be calling."""

from tests.authorization.table import WORKERS, Case, all_get

CASES = [
    Case("intake:new", "/t/new/", all_get(200, *WORKERS)),
    Case(
        "intake:new",
        "/t/new/",
        all_get(422, *WORKERS),
        method="POST",
        data={"text": "The printer is jammed."},
    ),
    Case(
        "intake:new",
        "/t/new/",
        all_get(302, *WORKERS),
        method="POST",
        about="for somebody",
        data=lambda scene: {
            "caller": scene.world.requester.pk,
            "text": "The label printer at the desk is jammed.",
            "care_answer": "not_affected",
            "care_area": scene.world.icu.pk,
        },
    ),
    Case(
        "intake:callers",
        "/t/new/callers/",
        all_get(200, *WORKERS),
        method="POST",
        data={"caller_words": "ma"},
    ),
    Case("intake:known", "/t/new/known/", all_get(200, *WORKERS), method="POST", data={"text": "scanner"}),
    Case(
        "intake:draft",
        "/t/new/draft/",
        all_get(204, *WORKERS),
        method="POST",
        data={"text": "Half a sentence"},
    ),
]
