"""Many articles at once: a ledger that outlives every crash, and the run that works it off."""
