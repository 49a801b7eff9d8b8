"""Who reaches the search: everybody with a role; what each finds is in `tests/search`."""

from tests.authorization.table import Case

NO_ROLE = {"vendor_guest": 404}

CASES = [
    Case("search:search", "/search/?q=scanner", NO_ROLE, others=200),
    Case("search:search", "/search/", NO_ROLE, others=200, about="with nothing typed"),
    Case("search:search", f"/search/?q={'x' * 201}", NO_ROLE, others=400, about="with too much"),
]
