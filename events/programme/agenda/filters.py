"""What the address of an agenda asks: which sessions, on which clock."""

from django import forms

from events.programme.filters import ClockFilters


class AgendaFilters(ClockFilters):
    """`?all=1&zone=Asia/Hebron`."""

    all = forms.BooleanField(required=False, widget=forms.HiddenInput)
