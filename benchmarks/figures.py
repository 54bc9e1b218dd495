"""A figure: what was measured, how much, and the mark it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit` against `mark`; `most` says that the mark is a ceiling, else a floor; None: for information."""

    name: str
    value: float
    mark: float | None = None
    unit: str = ""
    most: bool = False

    @property
    def missed(self) -> bool:
        """True when the mark is not met."""
        if self.mark is None:
            return False
        return self.value > self.mark if self.most else self.value < self.mark

    def __str__(self) -> str:
        text = f"{self.name:44} {self.value:10.3f} {self.unit}".rstrip()
        if self.mark is None:
            return text
        ratio = f", ratio {self.value / self.mark:.2f}" if self.mark else ""
        return f"{text}  (mark {'≤' if self.most else '≥'} {self.mark:g}{ratio}){'  MISSED' if self.missed else ''}"
