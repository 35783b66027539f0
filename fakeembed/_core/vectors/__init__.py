"""The numbers of a vector, and what they mean."""
