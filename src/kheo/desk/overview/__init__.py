"""The figures of a unit: counted beside reported, and the way down to the records."""
