"""The year behind a ward, as the figures' own tests have it."""

from tests.figures.conftest import today, year  # noqa: F401  fixtures
