"""RSS, Atom and JSON Feed as they come."""

from watchers.sources.kind import Kind

KIND = Kind()
