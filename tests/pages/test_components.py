"""The component page shows every component, so that none is forgotten by those who look there first."""

from django.conf import settings


def test_every_component_has_a_file_that_the_page_shows(client, db):
    files = {path.name for path in (settings.BASE_DIR / "coalition/templates/components").glob("*.html")}

    shown = {str(template.name) for template in client.get("/demo/components/").templates}

    assert {name for name in files if f"components/{name}" not in shown} == set()
    assert {"table.html", "date_block.html", "bars.html", "columns.html"} <= files
