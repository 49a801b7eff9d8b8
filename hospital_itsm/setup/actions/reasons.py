"""Why something is done: asked for whenever the set-up changes what holds for everybody."""

from hospital_itsm.audit.reasons import LONGEST, said_reason

__all__ = ["LONGEST", "said_reason"]
