"""The tables of figures."""

from hospital_itsm.kpi.models.snapshot import CountedKpi, HeardChange, KpiTarget, Snapshot

__all__ = ["CountedKpi", "HeardChange", "KpiTarget", "Snapshot"]
