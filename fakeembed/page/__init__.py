"""What a fake shows to people: its account, its requests and its vectors, as the page of a served one and as one file."""
