"""Assets and multipart uploads: their lives, their rules and where they are kept."""
