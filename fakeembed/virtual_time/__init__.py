"""How waiting costs no real time: who waits, for whom, and how far each has come on the virtual clock."""
