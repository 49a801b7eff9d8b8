"""Showing an action's refusal at the fields of the form that asked for it."""

from django import forms

from hospital_itsm.core.errors import ValueRefused


def show_refusal(form: forms.Form, refusal: ValueRefused) -> None:
    """Add each refused value's words to its field, or to the whole form where it has no such field."""
    for name, words in refusal.errors.items():
        form.add_error(name if name in form.fields else None, words)
