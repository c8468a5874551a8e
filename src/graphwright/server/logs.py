"""Structured logs: one line per event, for people or as JSON, on standard error.

In: the settings' level and format. Out: structlog and the standard library's logging, set up. What is
logged is the callers' business; never queries' values, headers or tokens, and tracebacks without locals.
"""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from graphwright.config import LogFormat, LogLevel


def set_up_logs(level: LogLevel, form: LogFormat) -> None:
    """Sets up this process' logs; call it before the first line is written."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*processors, *_rendering(form)],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _set_up_libraries(
        threshold,
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=processors,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(form)],
        ),
    )


def _rendering(form: LogFormat) -> list[Processor]:
    if form == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    # Not the rich traceback of structlog's console: it shows local variables, which hold users' values.
    is_terminal = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=is_terminal, exception_formatter=structlog.dev.plain_traceback)]


def _set_up_libraries(threshold: int, formatter: logging.Formatter) -> None:
    """What libraries log comes out in the same form; of uvicorn only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(threshold, logging.WARNING))
