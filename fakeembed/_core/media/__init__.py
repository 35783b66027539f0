"""What is known of media: what was declared, what bytes say, and how a medium is cut into segments."""
