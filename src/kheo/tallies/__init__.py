"""Counters by unit, period and what is counted; one writer, called by the subjects below a figure."""
