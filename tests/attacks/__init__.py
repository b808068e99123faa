"""What someone would try who wants to know, to block, or to lock out: each attack as a test.

`make test` runs them in a short form; `make attack` in a long one, on a quiet machine. `SECURITY.md` has the table
of what was tried and what held.
"""
