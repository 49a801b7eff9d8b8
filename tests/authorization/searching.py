"""Who reaches the search: everybody with a role; what each finds is in `tests/search`."""

from tests.authorization.api_tickets import HERE
from tests.authorization.table import Case

NO_ROLE = {"vendor_guest": 404}

CASES = [
    Case("search:search", "/search/?q=scanner", NO_ROLE, others=200),
    Case("search:search", "/search/", NO_ROLE, others=200, about="with nothing typed"),
    Case("search:search", f"/search/?q={'x' * 201}", NO_ROLE, others=400, about="with too much"),
    Case("api:search", f"{HERE}search/?q=scanner", {"vendor_guest": 403}, others=200, anonymous=401),
    Case(
        "api:search", f"{HERE}search/", {"vendor_guest": 403}, others=400, anonymous=401, about="for nothing"
    ),
    Case("search:palette", "/search/palette/?q=scanner", NO_ROLE, others=200, headers={"HX-Request": "true"}),
    Case("search:palette", "/search/palette/?q=scanner", NO_ROLE, others=302, about="without script"),
]
