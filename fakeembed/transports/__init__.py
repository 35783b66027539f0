"""Thin shells, one HTTP library each: they translate and decide nothing about embeddings."""
