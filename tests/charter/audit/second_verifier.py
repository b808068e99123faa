"""A second verifier, written from the specification alone: standard library only, nothing of the project.

python second_verifier.py ENTRIES.jsonl CHAIN.csv prints what is wrong, a line each; then the exit code is 1.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path


def main(entries_file, chain_file):
    entries, chain_rows = (Path(name).read_text("utf-8").splitlines() for name in (entries_file, chain_file))
    chain = {int(row["sequence"]): row["hash"] for row in csv.DictReader(chain_rows)}
    wrong = [f"missing before {found}" for place, found in enumerate(sorted(chain), start=1) if found != place][:1]
    for item in map(json.loads, entries):
        entry, sequence = item["entry"], item["entry"]["sequence"]
        words = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if not hashlib.sha256(words.encode()).hexdigest() == item["hash"] == chain.get(sequence):
            wrong.append(f"hash of {sequence}")
        if entry["previous"] != chain.get(sequence - 1, "0" * 64):
            wrong.append(f"link of {sequence}")
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
