"""How the service is spoken to: requests and responses as values, one folder for each API family."""
