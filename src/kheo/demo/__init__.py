"""The sample year: a ward of Gia Lai with two years of invented models, to look at and try; never for a real ward."""

from kheo.demo.filling import fill

__all__ = ["fill"]
