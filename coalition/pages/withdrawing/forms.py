"""What is asked of who withdraws a file."""

from django import forms

from .models import WithdrawnFile


class WithdrawForm(forms.ModelForm):
    """What readers are told."""

    class Meta:
        model = WithdrawnFile
        fields = ("reason",)
