"""One look at one source, start to finish; the only part of the watchers that touches the store."""

from watchers.poll.look import poll
from watchers.poll.report import PollReport
from watchers.poll.watch import Watch, article

__all__ = ["PollReport", "Watch", "article", "poll"]
