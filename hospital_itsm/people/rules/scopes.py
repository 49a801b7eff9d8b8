"""The scopes an API token may carry: what it may ask for, never more than its owner may do."""

from typing import Final

SCOPES: Final[dict[str, str]] = {
    "tickets:read": "Read tickets, conversations and clocks",
    "tickets:write": "Report, change and answer tickets",
    "notices:read": "Read outage notices",
    "notices:write": "Post and update outage notices",
    "people:read": "Read people, units, queues, categories and the rota",
    "oncall:write": "Put people on call, in for others and off the rota, ask for swaps and answer",
    "assets:read": "Read assets, device models, locations, services and licenses",
    "assets:write": "Add, change and move assets and their relations",
    "recalls:read": "Read recalls and the devices they touch",
    "recalls:write": "Receive recalls and note what was done",
    "safety:read": "Read device-related patient events",
    "safety:write": "Note device-related patient events and close their clocks",
    "vendors:read": "Read vendors and contracts",
    "vendors:write": "Add and change vendors and contracts",
    "remote_access:read": "Read sessions of vendors from afar",
    "remote_access:write": "Ask for, approve, open and end sessions of vendors from afar",
    "approvals:read": "Read what waits for approval, and who stands in for whom",
    "approvals:write": "Decide about approvals and delegate them",
    "budget:read": "Read budgets, cost entries and costs of ownership",
    "budget:write": "Plan budgets and book costs",
    "purchases:read": "Read purchases, orders and deliveries",
    "purchases:write": "Ask for purchases, order and receive",
    "continuity:read": "Read outages, major incidents and registers",
    "continuity:write": "Record outages, keep major incidents, tell runs of feeds",
    "kpis:read": "Read figures, their history and their snapshots",
    "reports:read": "Read questions and saved reports, and fetch the files of one's runs",
    "reports:write": "Save reports, and run those of every list its owner reads",
    "messages:read": "Read the words of messages to people",
    "messages:write": "Change the words of messages to people",
    "changes:read": "Read the feed of changes",
    "webhooks:read": "Read webhooks and their log",
    "webhooks:write": "Add, change and pause webhooks, make their secrets anew, send again",
    "bell:read": "Read one's own messages, and how one is told",
    "bell:write": "Mark one's own messages as read, and choose how one is told",
}
LONGEST_DAYS: Final = 365


def unknown_scopes(scopes: list[str]) -> list[str]:
    """The scopes nobody knows, sorted."""
    return sorted(set(scopes) - set(SCOPES))
