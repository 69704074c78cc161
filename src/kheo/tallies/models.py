"""Counters as rows that add up: any number of rows may stand for one counter, their sum is its value."""

from django.db import models
from django.db.models import Q

from kheo.tallies.choices import Measure
from kheo.units.models import Unit

DIMENSIONS = ("kind", "field", "status", "novelty", "level")


class Tally(models.Model):
    """So many of one sort, in one unit and half-year (số đếm được).

    A change adds a fresh row; nobody waits for a neighbour's transaction at the nation's row. `fold` later adds
    the fresh rows of a counter to its settled one. Kept for communes, provinces and the nation; smaller places
    are counted from the records.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    period = models.IntegerField(help_text="half-year: 20261, 20262")
    kind = models.CharField(max_length=12, blank=True)
    field = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, blank=True)
    novelty = models.CharField(max_length=12, blank=True)
    level = models.CharField(max_length=12, blank=True)
    count = models.IntegerField()
    is_settled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "measure", "period", *DIMENSIONS, "count"], name="tally_read"),
            models.Index(fields=["id"], condition=Q(is_settled=False), name="tally_fresh"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "measure", "period", *DIMENSIONS],
                condition=Q(is_settled=True),
                name="tally_settled_once",
            )
        ]
