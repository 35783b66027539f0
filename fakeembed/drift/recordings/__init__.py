"""Traffic that somebody recorded, held against the contracts without asking anything."""
