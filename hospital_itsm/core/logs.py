"""JSON logs with a request id; nobody's free text is ever logged."""

import logging
import logging.config
import re
from typing import Any

import structlog

DETAIL = re.compile(r"^\s*(DETAIL|CONTEXT):.*$", re.MULTILINE)


def without_row_values(logger: Any, name: str, event: Any) -> Any:
    """Cut what PostgreSQL quotes of a row out of an exception: it may be somebody's words."""
    if "exception" in event:
        event["exception"] = DETAIL.sub("", event["exception"])
    return event


def without_addresses(logger: Any, name: str, event: Any) -> Any:
    """Cut the address out of what the framework says of a request: somebody may have typed words into it."""
    if str(event.get("logger", "")).startswith(("django.request", "django.security")):
        event["event"] = str(event["event"]).partition(":")[0]
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    without_row_values,
    without_addresses,
]


def configure(level: str = "INFO") -> None:
    """Send structlog and the standard library's records to standard error as one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {"django.server": {"level": "WARNING"}, "axes": {"level": "WARNING"}},
        }
    )
