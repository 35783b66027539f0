"""Property-based testing of code that speaks to the service: valid requests, invalid ones with the error each must get, media."""
