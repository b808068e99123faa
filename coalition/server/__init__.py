"""The web server: granian, and the door by which its requests reach the WSGI application. `python -m coalition.server`.

granian's own WSGI interface lets a header `X_Forwarded_For` of a visitor stand for the `X-Forwarded-For` of our proxy,
keeps a thread for each body that comes slowly, and hands the whole environment of the process to every request. So it
is driven by its native interface (RSGI), and what WSGI needs is made here: docs/decisions/0012-one-trust-boundary.md.
"""
