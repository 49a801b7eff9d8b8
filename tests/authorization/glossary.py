"""Who reaches the glossary: everybody reads, administrators keep it."""

from tests.authorization.api_tickets import HERE
from tests.authorization.table import Case

TERM = {"term": "Trolley", "meaning": "A cart without a computer.", "is_active": "yes"}
KEEPS = {"administrator": 200}
SAVES = {"administrator": 302}

CASES = [
    Case("glossary:glossary", "/glossary/", others=200),
    Case("glossary:new_term", "/glossary/new/", KEEPS),
    Case("glossary:new_term", "/glossary/new/", SAVES, method="POST", data=TERM),
    Case("glossary:term", "/glossary/pm/", KEEPS),
    Case("glossary:term", "/glossary/pm/", SAVES, method="POST", data=TERM),
    Case("api:glossary", f"{HERE}glossary/", others=200, anonymous=401),
    Case("api:glossary_term", f"{HERE}glossary/pm/", others=200, anonymous=401),
]
