"""How the OpenAPI document is made, and the names of its enumerations: without them they would be numbered."""

from typing import Any, Final

ENUMERATIONS: Final = {
    "AccountKind": "hospital_itsm.people.choices.AccountKind",
    "AssetStatus": "assets.choices.AssetStatus",
    "ContractKind": "vendors.choices.ContractKind",
    "ContractState": "vendors.choices.ContractState",
    "ContractStatus": "vendors.choices.ContractStatus",
    "DataClass": "assets.choices.DataClass",
    "Disposition": "assets.choices.Disposition",
    "LocationKind": "assets.choices.LocationKind",
    "KnownRecallClass": "assets.api.recall_shapes.CLASSES",
    "MessageKind": "tickets.choices.MessageKind",
    "MissReason": "tickets.choices.MissReason",
    "EventOutcome": "hospital_itsm.safety.choices.EventOutcome",
    "GivenNoticeSource": "assets.api.recall_shapes.HANDS",
    "NoticeSource": "assets.choices.NoticeSource",
    "ProcedureKind": "hospital_itsm.procedures.choices.Kind",
    "ProcedureStatus": "hospital_itsm.procedures.choices.Status",
    "ProcedureStepState": "hospital_itsm.procedures.choices.StepState",
    "RecallClass": "assets.choices.RecallClass",
    "RecallKind": "assets.choices.NoticeKind",
    "RecallState": "assets.choices.RecallState",
    "RelationKind": "assets.choices.RelationKind",
    "ServiceKind": "assets.choices.ServiceKind",
    "TicketKind": "tickets.choices.Kind",
    "TicketSource": "tickets.choices.Source",
    "TicketState": "tickets.choices.State",
    "WalkOutcome": "assets.choices.WalkOutcome",
    "YesNoUnknown": "assets.choices.YesNoUnknown",
}
SETTINGS: Final[dict[str, Any]] = {
    "TITLE": "Hospital service desk API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": ENUMERATIONS,
}
