"""What is asked before something that was done is undone."""

from django.utils.translation import gettext_lazy

from kheo.ui.forms import Form, LongTextField


class UndoForm(Form):
    """Why it is undone."""

    reason = LongTextField(label=gettext_lazy("Reason for undoing"), max_length=500, rows=2)
