"""What the service is and does, as values: nothing in here knows HTTP, JSON, a real clock or chance."""
