"""What someone would try who wants to know, to block, or to lock out: each attack as a test.

`make attack` runs them in their long form, on a quiet machine; `pytest -m attack` in a short one. `SECURITY.md` has the
table of what was tried and what held.
"""
