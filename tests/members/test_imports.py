import pytest
from wagtail.models import ModelLogEntry

from coalition.members import imports, open_data
from coalition.members.models import LocalGovernment
from coalition.tables import spreadsheets
from coalition.tables.plans import Change, ImportRefused
from coalition.users.models import User
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db

FILE = """code,name_en,name_ar,kind,country,latitude,longitude,population,population_year,population_source,languages
EC-Q,Quito,كيتو,metropolis,EC,-0.18,-78.47,2679722,2022,INEC,es
PS-JEN,Jenin,جنين,municipality,PS,32.5,35.3,,,,ar
"""


KINDS = (
    "municipality (Municipality), metropolis (Metropolis), department (Department), governorate (Governorate), "
    "region (Region), association (Association of local governments), other (Other local government)"
)


@pytest.fixture
def editor():
    return User.objects.create_user("editor")


def test_applied_once_it_is_there_and_twice_it_changes_nothing(editor):
    assert imports.apply(plan=imports.plan(FILE), user=editor) == {"create": 2, "update": 0, "same": 0, "error": 0}
    quito = LocalGovernment.objects.get(code="EC-Q")
    assert (quito.names, quito.slug, quito.population) == ({"en": "Quito", "ar": "كيتو"}, "quito", 2679722)
    assert (quito.languages, float(quito.latitude)) == (["es"], -0.18)
    again = imports.plan(FILE)
    assert (again.counts, again.can_apply) == ({"create": 0, "update": 0, "same": 2, "error": 0}, False)
    with pytest.raises(ImportRefused):
        imports.apply(plan=again, user=editor)
    entries = ModelLogEntry.objects.order_by("object_id").values_list("action", "label", "user__username")
    assert list(entries) == [
        ("wagtail.create", "Quito (Ecuador)", "editor"),
        ("wagtail.create", "Jenin (Palestine)", "editor"),
    ]
    assert [row.revisions.count() for row in LocalGovernment.objects.all()] == [1, 1]


def test_a_cell_has_no_sign_that_nobody_sees(editor):
    imports.apply(plan=imports.plan(FILE.replace("Quito", '"Qui\u202eto\r\nTwo\x07"')), user=editor)

    assert LocalGovernment.objects.get(code="EC-Q").names["en"] == "Quito Two"


def test_spaces_around_a_code_do_not_make_another_government(editor):
    government = LocalGovernmentFactory(code="FR-93", names={"en": "Old"})

    plan = imports.plan("code,name_en,kind,country\n FR-93  ,New,municipality,FR\n\tFR-94,Other,municipality,FR\n")

    assert [(row.code, row.action, row.errors) for row in plan.rows] == [
        ("FR-93", "update", []), ("FR-94", "create", []),
    ]  # fmt: skip
    imports.apply(plan=plan, user=editor)
    assert {row.code: (row.pk == government.pk, row.names) for row in LocalGovernment.objects.all()} == {
        "FR-93": (True, {"en": "New"}), "FR-94": (False, {"en": "Other"}),
    }  # fmt: skip


def test_an_update_leaves_absent_columns_and_empties_empty_cells(editor):
    LocalGovernmentFactory(code="FR-93", names={"en": "Old", "fr": "Vieux"}, website="https://a.example/")
    plan = imports.plan("code,name_en,website\nFR-93,New,\n")
    changes = [Change("name_en", "Old", "New"), Change("website", "https://a.example/", "")]
    assert [(row.action, row.changes) for row in plan.rows] == [("update", changes)]
    imports.apply(plan=plan, user=editor)
    government = LocalGovernment.objects.get()
    assert (government.names, government.website, government.section) == ({"en": "New", "fr": "Vieux"}, "", "europe")


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("", ["Columns that are missing: code."]),
        ("code,mayor\n", ["Unknown columns: mayor."]),
        ("code,kind,kind\n", ["Columns that appear twice: kind."]),
        ("code\n" + "A\n" * 1001, ["More than 1000 rows: split the file."]),
        ('code,name_en\nA,"open\n', ["Line 2: unexpected end of data"]),
    ],
)
def test_errors_of_the_whole_file(text, errors):
    plan = imports.plan(text)
    assert (plan.errors, plan.rows, plan.can_apply) == (errors, [], False)


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        (",Town,municipality,FR,1,,", ["code: This field cannot be blank."]),
        ("A,,municipality,FR,1,,", ["Give a name in at least one language."]),
        ("A,Town,village,FR,1,,", [f"kind: “village” is not one of these: {KINDS}."]),
        ("A,Town,municipality,Atlantis,1,,", ["country: “Atlantis” is neither a code nor a name on the list below."]),
        ("A,Town,municipality,FR,maybe,,", ["member: write 1 or 0."]),
        ("A,Town,municipality,FR,1,north,2", ["latitude: “north” value must be a decimal number."]),
        ("A,Town,municipality,FR,1,,2", ["Give latitude and longitude together, between -90 and 90, -180 and 180."]),
        ("A,Town,municipality", ["Wrong number of cells."]),
        ("A,Town,municipality,FR,1,,,,,", ["Wrong number of cells."]),
    ],
)
def test_errors_of_a_row_are_named_by_line_and_stop_the_file(row, errors, editor):
    header = "code,name_en,kind,country,member,latitude,longitude\nOK-1,Fine,municipality,FR,1,,\n"
    plan = imports.plan(f"{header}{row}\n")
    assert [(row.line, row.action) for row in plan.rows] == [(2, "create"), (3, "error")]
    assert sorted(plan.rows[1].errors) == sorted(errors)
    with pytest.raises(ImportRefused):
        imports.apply(plan=plan, user=editor)
    assert LocalGovernment.objects.count() == 0


def test_the_export_imports_back_without_a_change():
    government = LocalGovernmentFactory(population=5, population_year=2020, population_source="=odd", pilot=True)
    SignatureFactory(state="signed", government=government)
    lines = open_data.csv_lines(open_data.columns(), map(open_data.record, open_data.rows()))
    assert [(row.action, row.errors) for row in imports.plan("".join(lines)).rows] == [("same", [])]


def test_an_import_checks_a_proposed_government(editor):
    LocalGovernmentFactory(code="P-1", member=False, proposed=True)
    imports.apply(plan=imports.plan("code,member\nP-1,1\n"), user=editor)
    government = LocalGovernment.objects.get()
    assert (government.member, government.proposed) == (True, False)


def test_a_failure_half_way_writes_nothing(editor, monkeypatch):
    plan = imports.plan(FILE)
    monkeypatch.setattr(plan.rows[1].row, "save", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imports.apply(plan=plan, user=editor)
    assert LocalGovernment.objects.count() == 0


COLUMNS = (
    "code;name_fr;name_ar;kind;country;section;member;latitude;longitude;"
    "population;population_year;population_source;languages"
)
FRENCH = f"""{COLUMNS}
FR-93;Seine-Saint-Denis;سين سان دوني;Département;France;europe;VRAI;48,910;2,4847;1 655 422;2021;Insee;"fr;Arabe"
"""
STORED = ("Seine-Saint-Denis", "department", "FR", "europe", True, "48.91", "2.48", 1655422, ["fr", "ar"])


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        FRENCH.replace('"fr;Arabe"', "fr, Árabe"),
        "sep=;\r\n" + FRENCH.replace("\n", "\r\n") + ";;;;;;;;;;;;\r\n",
        FRENCH.replace('"fr;Arabe"', "fr|العربية").replace(";", "\t"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_of_other_languages_write_is_read(editor, text, encoding):
    plan = imports.plan(spreadsheets.decode(text.encode(encoding)))
    assert [(row.action, row.errors) for row in plan.rows] == [("create", [])]
    imports.apply(plan=plan, user=editor)

    row = LocalGovernment.objects.get()
    facts = (row.names["fr"], row.kind, row.country, row.section, row.member, str(row.latitude), str(row.longitude))
    assert (*facts, row.population, row.languages) == STORED
    assert imports.plan(text).counts["same"] == 1


def test_excels_own_encoding_is_read_and_lost_arabic_is_said(editor):
    text = FRENCH.replace("سين سان دوني", "").replace("Seine", "Séïne").encode("cp1252")
    assert imports.plan(spreadsheets.decode(text)).rows[0].changes[0].after == "Séïne-Saint-Denis"
    for lost in (FRENCH.replace("سين سان دوني", "??? ???").encode(), FRENCH.encode("cp1256")):
        assert imports.plan(spreadsheets.decode(lost)).rows[0].errors == [
            "name_ar: the Arabic letters were lost when the file was saved. Save it as “CSV UTF-8”."
        ]


@pytest.mark.parametrize("typed", ["=1+1", "+33 1", "-5", "@cmd", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a"])
def test_what_would_be_a_formula_is_a_text_and_comes_back_as_it_was_typed(typed):
    assert (spreadsheets.quoted(typed), spreadsheets.cell(typed)) == (f"'{typed}",) * 2
    assert spreadsheets.unquoted(spreadsheets.quoted(typed)) == typed


@pytest.mark.parametrize(("value", "shown"), [("a=1", "a=1"), ("", ""), (None, ""), ("'quoted'", "'quoted'")])
def test_other_texts_and_numbers_below_zero_stay_as_they_are(value, shown):
    assert (spreadsheets.quoted(value), spreadsheets.cell(value)) == (shown, shown)
    assert spreadsheets.cell(-1.5) == "-1.5"
