"""Structured logs: one line per event, for people or as JSON, on standard error.

In: the settings' level and format; events. Out: lines. What is logged is the callers' business; never
queries' values, headers or tokens. Tracebacks come without local variables, which hold users' values.

structlog brings rich with it, 50 to 60 ms at every start; so it is imported with the first line.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from graphwright.config import LogFormat, LogLevel

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger, Processor

_pending: tuple[int, LogFormat] | None = None
"""What `set_up_logs` was told and structlog not yet. A process has one set of logs, so this is its state."""


def set_up_logs(level: LogLevel, form: LogFormat) -> None:
    """Sets up this process' logs. A program that embeds us sets up its own and never calls this."""
    global _pending  # noqa: PLW0603 -- as said above
    threshold = logging.getLevelNamesMapping()[level.upper()]
    _pending = threshold, form
    root = logging.getLogger()
    root.handlers = [_Libraries()]
    root.setLevel(max(threshold, logging.WARNING))  # of libraries only what is wrong


def logger() -> FilteringBoundLogger:
    """Where to write events."""
    import structlog  # noqa: PLC0415 -- see above

    global _pending
    if _pending is not None:
        (threshold, form), _pending = _pending, None
        _configure(threshold, form)
    log: FilteringBoundLogger = structlog.get_logger()
    return log


class _Libraries(logging.Handler):
    """What libraries log comes out in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        logger().log(record.levelno, record.getMessage(), library=record.name, exc_info=record.exc_info)


def _configure(threshold: int, form: LogFormat) -> None:
    import structlog  # noqa: PLC0415 -- see above

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *_rendering(form),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=_standard_error,
    )


def _standard_error(*_names: Any) -> Any:
    import structlog  # noqa: PLC0415 -- see above

    return structlog.PrintLogger(sys.stderr)


def _rendering(form: LogFormat) -> list[Processor]:
    import structlog  # noqa: PLC0415 -- see above

    if form == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    is_terminal = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=is_terminal, exception_formatter=structlog.dev.plain_traceback)]
