"""What holds for all tests."""

import structlog

# Rich draws tracebacks with all their locals, which takes a second each where a failure is what is tested.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)
