"""Engine, pragmas, transactions and migrations."""
