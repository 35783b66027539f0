"""Where the records of an account are kept, found and counted, whatever keeps them."""
