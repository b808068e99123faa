"""An association brings its list of members: it is read, matched, corrected; its members say yes by one press."""

import hashlib
import io
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from charter.audit.services import verify
from charter.review import group_members as membership
from charter.signatories import counts
from charter.signing.associations import GroupMember
from charter.signing.member_lists import MemberSheet, NotAGroup, add_lines
from charter.signing.models import Signature
from charter.signing.services import choose_government, hand_in
from charter.texts.models import CharterText
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.users import roles
from tests.factories.charter import SignatureFactory, link_to, list_members, published_version, shown, staff
from tests.factories.members import LocalGovernmentFactory
from tests.uploads.files import PLAIN_PDF

from .test_views import SIGNATORY, agreement

pytestmark = pytest.mark.django_db


def name_of(number: int) -> str:
    """Return a name that is like no other one."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return "".join(chr(ord("a") + byte % 26) for byte in digest[:12]).capitalize()


def listing(count: int) -> str:
    """Return a list as spreadsheets are pasted: every other member is in the directory."""
    for number in range(0, count, 2):
        LocalGovernmentFactory(code=f"MA-{number}", country="MA", names={"fr": f"Commune de {name_of(number)}"})
    lines = (f"{name_of(number)}\tMaroc\tcontact@place-{number}.example" for number in range(count))
    return "Nom\tPays\tCourriel\n" + "\n".join(lines)


def association(**fields) -> LocalGovernment:
    return LocalGovernmentFactory(kind="association", **fields)


def members_step() -> tuple[Signature, str]:
    """Return the open signature of a French association, and the address of the step of its members."""
    published_version()
    signature = SignatureFactory(government=association(code="FR-U", names={"en": "Union of Towns"}))
    return signature, f"/en/charter/sign/{link_to(signature)}/members/"


def listed(signature: Signature) -> list[tuple[str, str, str]]:
    """Return the code of each member, as far as it has one, the name on the list, and the mailbox."""
    return [
        (row.government.code if row.government else "", row.listed_name, row.official_email)
        for row in signature.listed_members
    ]


def handed_in(signature: Signature) -> None:
    """Let the signature come to the reviewers, as the code of its mailbox does."""
    text = CharterText.objects.current("fr")
    signature.refresh_from_db()
    signature.version, signature.text_digest = text.version, text.digest
    with transaction.atomic():
        hand_in(signature)


def rows_of(client, address: str) -> dict[str, str]:
    """Return what the table says before anybody corrects it, by the name of the field."""
    form = client.get(address).context["corrector"]
    return {field.html_name: field.value() or "" for _member, questions in form.rows for field in questions[:2]}


def test_a_hundred_members_take_fewer_than_twenty_actions(client, django_capture_on_commit_callbacks):
    published_version()
    union = association(code="MA-U", country="MA", names={"en": "Union of Towns"})
    text = listing(100)
    pressed = []

    def press(address: str, data: dict) -> str:
        """Send one form, as one press does; return where it leads."""
        response = client.post(address, data)
        assert response.status_code == 302, response.context["form"].errors
        pressed.append(address)
        return response.url

    government = press("/fr/charter/sign/", {"email": "camille@secret.example", "government": "Union"})
    members = press(government, {"government": union.code, **SIGNATORY})
    press(members, {"lines": text, "add": "1"})
    delegation = {"delegation_number": "AG-2026/4", "delegation_date": "2026-01-10"}
    act = press(members, {**rows_of(client, members), **delegation})
    decided = {"act_status": "decided", "act_body": "Assemblée", "act_number": "2026/09", "act_date": "2026-02-01"}
    check = press(act, {**decided, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})
    code = Message.objects.get(template="charter/mail/code").context["code"]
    press(check, {**agreement("fr"), "code": code})
    signature = Signature.objects.get()
    assert [code for code, _name, _mailbox in listed(signature)][::2] == [f"MA-{number}" for number in range(0, 100, 2)]
    assert LocalGovernment.objects.filter(proposed=True, country="MA").count() == 50

    review = f"/cms/charter/signatures/inspect/{signature.pk}/"
    client.force_login(staff(roles.CHARTER_REVIEWERS, "first"))

    def tick_all(decision: str) -> list[int]:
        """Follow the link that ticks all, and read the ticks of `decision`."""
        rows = client.get(review, {"tick": "all"}).context["members"]
        pressed.append("tick all")
        return [member.pk for member, _told, tick in rows if tick and tick.decision == decision and tick.is_set]

    checked = {**dict.fromkeys(("mandate", "act", "domain"), "on"), "call_back": "S.", "decision": "check_authority"}
    press(review, {**shown(signature), **checked, "members": tick_all("check_authority")})
    assert membership.mail_questions() == 100
    client.force_login(staff(roles.CHARTER_REVIEWERS, "second"))
    press(review, {**shown(signature), "decision": "publish"})

    assert counts.covered().count() == 0
    mails = Message.objects.filter(context__what="member_asked")
    assert set(mails.values_list("language", flat=True)) == {"fr"}
    for url in mails.values_list("context__url", flat=True):  # one press of each member, by somebody without an account
        client.post("/" + url.split("/", 3)[3] + "answer/", {"answer": "yes"})
    press(review, {**shown(signature), "decision": "count_members", "members": tick_all("count_members")})

    assert (counts.covered().count(), verify().faults) == (100, [])
    basis = signature.group_members.values_list("basis", "act_body", "act_number", "act_date").order_by()
    assert list(basis.distinct()) == [("delegation", "Assemblée", "AG-2026/4", date(2026, 1, 10))]
    assert not LocalGovernment.objects.filter(proposed=True).exists()
    assert len(pressed) < 20


def test_a_bad_line_says_what_is_wrong_and_nothing_is_kept_of_it(client):
    signature, address = members_step()
    LocalGovernmentFactory(code="FR-1", country="FR", names={"en": "Montreuil"})
    association(code="FR-V", names={"en": "Bagnolet"})
    typed = [
        "Ville de Montreuil; ; Mairie@Montreuil.example",
        "Jénine; Atlantis; contact@jenine.example",
        "; FR; nameless@example.org",
        "Bagnolet; FR; bagnolet at example.org",
        "Pantin; France; MAIRIE@montreuil.example",
        "Bagnolet; FR; mairie@bagnolet.example",
        "bagnolet; FR; other@bagnolet.example",
        "Montreuil; FR; second@montreuil.example",
        "Lilas; FR;",
    ]

    page = client.post(address, {"lines": "\r\n".join(typed), "add": "1"})

    assert page.context["form"].errors["lines"] == [
        "Line 2: We do not know the country “Atlantis”. Write its name or its two-letter code.",
        "Line 3: Enter the name of the member.",
        "Line 4: Enter an email address such as name@example.org.",
        "Line 5: “mairie@montreuil.example” is already on line 1.",
        "Line 7: “bagnolet” is already on line 6.",
        "Line 8: Montreuil is on your list already.",
        "Line 9: Enter the official mailbox of this member.",
    ]
    assert page.context["form"]["lines"].value().splitlines() == [typed[line] for line in (1, 2, 3, 4, 6, 7, 8)]
    assert listed(signature) == [
        ("FR-1", "Ville de Montreuil", "mairie@montreuil.example"),
        ("", "Bagnolet", "mairie@bagnolet.example"),
    ]
    assert "nameless@example.org" not in repr(list(GroupMember.objects.values()))
    assert not LocalGovernment.objects.filter(proposed=True).exists()


def test_a_list_comes_as_a_workbook_and_the_same_list_changes_nothing(client):
    signature, address = members_step()
    book, content = Workbook(), io.BytesIO()
    for row in (("Email", "Population", "Name"), ("a@pantin.example", 5000, "Pantin"), ("b@lilas.example", 1, "Lilas")):
        book.active.append(row)
    book.save(content)
    upload = {"add": "1", "file": SimpleUploadedFile("list.xlsx", content.getvalue())}

    assert client.post(address, upload).url == address
    kept = [("", "Pantin", "a@pantin.example"), ("", "Lilas", "b@lilas.example")]
    assert listed(signature) == kept
    csv = SimpleUploadedFile("list.csv", b"name,mailbox\nPantin,new@pantin.example\nLilas,b@lilas.example\n")
    assert client.post(address, {"add": "1", "file": csv}).url == address
    assert listed(signature) == [("", "Pantin", "new@pantin.example"), kept[1]]

    forged = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 no workbook at all")
    assert list(client.post(address, {"add": "1", "file": forged}).context["form"].errors) == ["file"]
    assert list(client.post(address, {"add": "1"}).context["form"].errors) == ["lines"]


def test_one_table_corrects_matches_and_mailboxes_and_takes_lines_off(client):
    signature, address = members_step()
    for code in ("FR-1", "FR-2"):
        LocalGovernmentFactory(code=code, country="FR", names={"en": "Montreuil"})
    text = "Montreuil,FR,a@one.example\nVille de Montreuil,FR,b@two.example\nPantin,FR,c@three.example"
    client.post(address, {"lines": text, "add": "1"})
    first, second, third = signature.group_members.all()
    table = rows_of(client, address)
    assert [code for code, _name, _mailbox in listed(signature)] == ["FR-1", "FR-2", ""]

    twice = {**table, f"member-{first.pk}": "FR-2", f"mailbox-{third.pk}": "b@two.example", "delegation_number": "7"}
    errors = client.post(address, twice).context["form"].errors
    assert list(errors) == [f"member-{second.pk}", f"mailbox-{third.pk}"]
    half = client.post(address, {**table, "delegation_number": "7"}).context["form"].errors
    assert list(half) == ["delegation_number"]

    places = {f"member-{first.pk}": "FR-2", f"member-{second.pk}": "FR-1", f"mailbox-{first.pk}": "New@one.example"}
    assert client.post(address, {**table, **places, f"goes-{third.pk}": "on"}).url.endswith("/act/")
    assert listed(signature) == [
        ("FR-2", "Montreuil", "new@one.example"), ("FR-1", "Ville de Montreuil", "b@two.example"),
    ]  # fmt: skip
    client.post(address, {**table, **places, f"member-{first.pk}": ""})
    assert listed(signature)[0][0] == ""
    gone = {f"goes-{row.pk}": "on" for row in (first, second)}
    assert client.post(address, {**rows_of(client, address), **gone}).url == address  # nobody is left to sign for
    assert client.get(address.replace("members", "check")).url == address


def test_a_long_list_has_pages_of_the_same_form_and_an_end(client, monkeypatch):
    monkeypatch.setattr("charter.signing.views.MEMBERS_PER_PAGE", 2)
    monkeypatch.setattr("charter.signing.member_lists.MOST_MEMBERS", 3)
    signature, address = members_step()
    lines = "\n".join(f"{name_of(number)},FR,a@place-{number}.example" for number in range(3))
    client.post(address, {"lines": lines, "add": "1"})
    full = client.post(address, {"lines": f"{name_of(9)},FR,a@place-9.example", "add": "1"})
    assert full.context["form"].errors["lines"] == ["Line 1: Your list is full: it has room for 3 members."]

    second = client.post(address, rows_of(client, address)).url
    assert second == f"{address}?page=2"
    assert client.post(second, rows_of(client, second)).url.endswith("/act/")
    assert len(listed(signature)) == 3


@pytest.mark.parametrize("lines", [1, 100])
def test_a_list_costs_the_same_for_one_line_and_for_a_hundred(client, lines):
    signature, address = members_step()
    text = listing(lines)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    review = f"/cms/charter/signatures/inspect/{signature.pk}/"

    def cost(ask) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask()
        return len(queries)

    client.get(address)
    added = cost(lambda: client.post(address, {"lines": text, "add": "1"}))
    table = rows_of(client, address)
    costs = [added, cost(lambda: client.get(address)), cost(lambda: client.post(address, table))]
    handed_in(signature)
    client.get(review)
    costs.append(cost(lambda: client.get(review)))
    ContentType.objects.get_for_model(Signature)  # asked for once by a process, as the site history needs it
    checked = {**dict.fromkeys(("mandate", "act", "domain"), "on"), "call_back": "S.", "decision": "check_authority"}
    ticked = {**shown(signature), **checked, "members": [row.pk for row in signature.listed_members]}
    costs.append(cost(lambda: client.post(review, ticked)))
    assert GroupMember.objects.to_ask().count() == lines
    assert costs == [12, 5, 15, 24, 38]


def test_one_link_ticks_the_mailboxes_of_which_nothing_warns(client):
    signature, _address = members_step()
    add_lines(
        signature=signature,
        plan=MemberSheet(signature).plan(
            "Pantin,FR,a@pantin.example\nLilas,FR,lilas@gmail.com\nBobigny,FR,a@mailinator.com\nDrancy,FR,b@u.example"
        ),
    )
    LocalGovernmentFactory(official_domains=["u.example"])
    handed_in(signature)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    for query, ticked in (("", []), ("?tick=all", ["Pantin"])):
        rows = client.get(f"/cms/charter/signatures/inspect/{signature.pk}/{query}").context["members"]
        assert [member.name for member, _told, tick in rows if tick.is_set] == ticked


def test_another_choice_forgets_the_list_and_only_an_association_has_one(client):
    signature, address = members_step()
    list_members(signature, [LocalGovernmentFactory()])
    choose_government(signature=signature, government=LocalGovernmentFactory())
    assert not GroupMember.objects.exists()
    signature.refresh_from_db()
    with pytest.raises(NotAGroup):
        add_lines(signature=signature, plan=MemberSheet(signature).plan("Rabat,MA,a@rabat.example"))
    assert client.get(address).status_code == 404
