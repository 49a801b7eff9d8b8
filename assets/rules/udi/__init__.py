"""Unique device identifiers as people scan and type them: GS1, HIBCC and ICCBBA (domain/3 §3.2).

`parse` reads what is certain and warns about the rest; it never refuses because of a check digit, for real labels and
real registers carry wrong ones.
"""

from assets.rules.udi.identifiers import canonical, stored_forms
from assets.rules.udi.parsing import parse
from assets.rules.udi.result import Agency, Finding, Segment, Udi, Warn

__all__ = ["Agency", "Finding", "Segment", "Udi", "Warn", "canonical", "parse", "stored_forms"]
