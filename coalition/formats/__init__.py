"""How Django, Wagtail and allauth write a day by themselves: as near to `coalition/dates.py` as they can."""
