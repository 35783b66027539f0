"""What the requests of a client say about the client: findings, each with its requests, advice and a stable code."""
