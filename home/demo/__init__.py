"""The demonstration: who may log in, and the content in `content/*.toml`."""

ADMIN_USERNAME = "admin"
DEMO_PASSWORD = "demo-coalition-2026"  # noqa: S105  # nosec: printed on purpose, for the demonstration only
