"""Recognising by a decision, revoking a mistake, publishing."""

from kheo.recognition.actions.deciding import count, recognise, revoke, sort_of
from kheo.recognition.actions.publishing import publish, withdraw_publication

__all__ = ["count", "publish", "recognise", "revoke", "sort_of", "withdraw_publication"]
