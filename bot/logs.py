"""The log: structured lines on standard error, readable on a terminal, JSON elsewhere; never a secret in them."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRET_KEYS = ("token", "secret", "password", "authorization")


def configure(level: str = "info") -> None:
    """Set up the log once for the process; `level` is a name of the standard library's levels.

    The libraries' own loggers keep quiet below warnings.
    """
    wanted = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    renderer = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            masked,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(wanted),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        stream=sys.stderr, level=max(wanted, logging.WARNING), format="%(levelname)s %(name)s %(message)s"
    )


def masked(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank values whose key says that they are secret, whoever logged them."""
    for key in event:
        if any(word in key.casefold() for word in _SECRET_KEYS):
            event[key] = "***"
    return event
