"""Each legal transition writes exactly one ledger entry: all of them, and there is no other way to make one."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from charter.ledger.models import LedgerEntry, LedgerHead
from charter.signing import machine
from charter.signing.models import Signature
from charter.signing.services.moves import move, signature_facts
from charter.states import STANDING, Party
from tests.factories.charter import SignatureFactory, reviewer

EDGES = sorted(
    (transition.name, str(transition.source), str(transition.target))
    for transition in Signature._meta.get_field("state").get_all_transitions(Signature)
)
ACT = {"act_body": "Council", "act_number": "7", "act_date": date(2026, 2, 1)}
ARGUMENTS = {
    "check_authority": {"checklist": {}},
    "publish": {"number": 1},
    "reject": {"reason": "No."},
    "request_changes": {"reason": "More."},
    "ratify": ACT,
    "ratify_on_hold": ACT,
}
OF_A_REVIEWER = {"check_authority": 1, "publish": 2, "reject": 1, "request_changes": 1}  # which of the two


def test_every_edge_of_the_picture_is_walked():
    arrows = re.findall(r"^    (\w+) --> (\w+) : (\w+)$", machine.README.read_text(), re.MULTILINE)
    assert sorted((event, source, target) for source, target, event in arrows) == EDGES


@pytest.mark.django_db
@pytest.mark.parametrize(("event", "source", "target"), EDGES)
def test_a_transition_writes_exactly_one_entry(event, source, target):
    held = {"act_file_sha256": "a" * 64}
    if source in STANDING:
        held["ad_referendum_until"] = timezone.localdate() + timedelta(days=30)
    signature = SignatureFactory(state=source, **held)
    numbers = LedgerHead.objects.values_list("last_number", flat=True)
    given = ARGUMENTS.get(event, {})
    if event in OF_A_REVIEWER:
        given = {**given, "reviewer": reviewer(OF_A_REVIEWER[event])}
    before = numbers.first() or 0
    entry = move(getattr(signature, event), party=Party.TOWN_HALL, **given)

    rows = LedgerEntry.objects.values_list("signature", "event", "source", "target", "sequence", "hash")
    assert list(rows) == [(signature.pk, event, source, target, 1, entry.hash)]
    assert LedgerHead.objects.values_list("sequence", "hash").get() == (1, entry.hash)
    assert numbers.get() == before
    signature = Signature.objects.get(pk=signature.pk)
    assert (signature.state, entry.data) == (target, signature_facts(signature))


PACKAGES = ("benchmarks", "charter", "coalition", "events", "home", "newsletters", "webinars")
NAMES = {name for name, *_states in EDGES}
OTHERS = {  # of other models, and of none
    ("charter/reports/services.py", "report.submit"),
    ("events/desk/words/services.py", "revision.publish"),
    ("home/figures.py", "getattr(self, key)"),
    ("newsletters/sending/doubt.py", "edition.reopen"),
    ("home/site_tree.py", "added.save_revision().publish"),
    ("home/starter.py", "page.save_revision().publish"),
}


def direct_calls(source: str) -> list[str]:
    """Return each call in `source` of a method that is named as a transition, or of one whose name is computed.

    A function of an imported module is none: `reviews.reject(signature=...)` is the service.
    """
    found = []
    nodes = list(ast.walk(ast.parse(source)))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {name.asname or name.name for node in imports for name in node.names}
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in NAMES and ast.unparse(called.value) not in modules:
            found.append(ast.unparse(called))
        if isinstance(called, ast.Call) and ast.unparse(called.func) == "getattr":
            found.append(ast.unparse(called))
    return found


def test_nothing_but_move_makes_a_transition():
    root = Path(settings.BASE_DIR)
    files = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    found = {(str(path.relative_to(root)), call) for path in files for call in direct_calls(path.read_text())}
    assert found == OTHERS


@pytest.mark.parametrize("call", ["signature.hold", "self.object.publish", "rows[0].submit", "getattr(row, name)"])
def test_canary_a_transition_made_elsewhere_is_seen(call):
    assert direct_calls(f"from charter import services\nservices.hold(signature=row)\n{call}(number=1)") == [call]
