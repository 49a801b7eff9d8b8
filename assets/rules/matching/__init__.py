"""Which of our devices does a recall notice mean? (domain/3 §3.5.3)

Three steps, each with reasons a person can read: read the scope out of the notice's free text, find the products it
names, and narrow their devices by serial number, lot, version and day of manufacture. What is unknown is shown as
unconfirmed, never left out in silence.
"""

from assets.rules.matching.extraction import read_scope
from assets.rules.matching.identity import Catalogue, Identified, Product
from assets.rules.matching.judgement import Certainty, Match, judge, match_units
from assets.rules.matching.makers import Makers
from assets.rules.matching.narrowing import Unit, Verdict, narrow
from assets.rules.matching.reasons import Reason, Why
from assets.rules.matching.scope import Scope

__all__ = [
    "Catalogue", "Certainty", "Identified", "Makers", "Match", "Product", "Reason", "Scope", "Unit", "Verdict", "Why",
    "judge", "match_units", "narrow", "read_scope",
]  # fmt: skip
