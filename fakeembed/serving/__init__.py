"""The fake over HTTP: a server, its limits, and state that several processes share."""
