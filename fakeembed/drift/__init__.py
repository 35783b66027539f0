"""The contracts' side: the suite, what differs from it, and how that is reported."""
