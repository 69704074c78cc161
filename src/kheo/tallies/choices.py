"""What is counted."""

from django.db import models


class Measure(models.TextChoices):
    """The counters that are kept. `REGISTERED` and `RECOGNISED` are flows of a half-year; `STOCK` adds up over time."""

    REGISTERED = "registered"
    RECOGNISED = "recognised"
    STOCK = "stock"
