"""The language all three floors speak: frozen values and pure decisions, standard library only, no I/O."""
