"""Holding a target to the contracts: what is sent, what is judged, what was found, and what could not be looked at."""
