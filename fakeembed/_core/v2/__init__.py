"""What is particular to embed v2: its parameters, its rules, and what an answer consists of."""
