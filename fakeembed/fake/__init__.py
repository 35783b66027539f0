"""The fake as a test holds it: the object, its faults, its log, its findings and its time."""
