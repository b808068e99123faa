"""The directory: real participants, and plainly fictional governments."""

from typing import Any

from coalition.members.models import LocalGovernment, MemberProfile, Office

FACTS = (
    "slug", "kind", "country", "section", "latitude", "longitude", "population", "population_year",
    "population_source", "website", "official_domains", "languages", "pilot", "observatory_since", "fictional",
    "member", "names", "at_risk",
)  # fmt: skip


def load(content: dict[str, Any]) -> None:
    """Make the local governments of `content` that are missing, with a profile per language."""
    known = set(LocalGovernment.objects.values_list("code", flat=True))
    for item in content["member"]:
        if item["code"] in known:
            continue
        facts = {name: item[name] for name in FACTS if name in item}
        for name in ("latitude", "longitude"):
            if name in facts:
                facts[name] = str(facts[name])  # a decimal, never a binary fraction
        government = LocalGovernment(code=item["code"], **facts)
        government.full_clean()
        government.save()
        Office.objects.bulk_create(Office(government=government, **office) for office in item.get("office", []))
        MemberProfile.objects.bulk_create(
            MemberProfile(
                government=government,
                language=language,
                summary=summary.strip(),
                body=item.get("body", {}).get(language, "").strip(),
            )
            for language, summary in item["summary"].items()
        )
