"""What the desk says of a document that it cannot take."""

import pytest

from kheo.figures import readings_intake
from kheo.reader.intake import Refusal


@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.code)
def test_every_refusal_has_words_of_its_own(refusal):
    assert refusal.code in readings_intake._REASONS
