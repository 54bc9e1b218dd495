"""What can go wrong with the store, in words an admin can act on.

    StoreTrouble
    ├── StoreUnreachable    no such place, no right, no server, locked for too long
    ├── StoreDamaged        not a database, or a broken one
    ├── StoreNewer          written by a newer Moves than this one
    └── StoreFull           nothing can be written: disk full or read-only

Errors of the driver are turned into these once, in `store.database`, and stay as their cause. Messages name the
store by its address with the password masked, and never hold a statement's values.
"""


class StoreTrouble(Exception):
    """The store cannot do what was asked; the root of the tree, raised itself only for what fits no branch."""


class StoreUnreachable(StoreTrouble):
    """The database cannot be opened or talked to now; trying again later may help."""


class StoreDamaged(StoreTrouble):
    """The file is no database or is broken; a backup is needed."""


class StoreNewer(StoreTrouble):
    """The schema was written by a newer Moves; this one must not touch it."""


class StoreFull(StoreTrouble):
    """The disk is full or the database is read-only: reading works, writing does not."""
