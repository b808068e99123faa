"""The script of the puzzle and the server speak one format: Node runs it as a browser does."""

import json
import subprocess
from pathlib import Path

from django.conf import settings
from django.test import RequestFactory

from coalition.privacy import proof_of_work
from tests.calendar.readers import NODE

SCRIPT = Path(settings.BASE_DIR) / "coalition" / "static" / "js" / "proof-of-work.js"
PAGE = """
const field = { dataset: { proofOfWork: "/proof-of-work/" }, value: "" };
globalThis.document = { querySelectorAll: () => [field] };
globalThis.fetch = async () => ({ ok: true, json: async () => JSON.parse(process.argv[2]) });
await import(process.argv[1]);
while (!field.value) await new Promise((resolve) => setTimeout(resolve, 5));
console.log(field.value);
"""


def test_what_the_script_finds_is_a_proof(db):
    challenge = json.dumps(proof_of_work.new_challenge(RequestFactory().get("/")))

    command = [str(NODE), "--input-type=module", "--eval", PAGE, str(SCRIPT), challenge]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert proof_of_work.is_solved(found.stdout.strip()) is True
