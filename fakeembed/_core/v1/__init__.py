"""What is particular to the first generation of the API: its rules and the life of its tasks."""
