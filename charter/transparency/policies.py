"""Whose word is enough: the log's key and the witnesses, in the format of C2SP tlog-policy."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from charter.transparency.notes import LOG, WITNESS, BadNote, Verifier, is_number

NOBODY = "none"
BLANKS = re.compile(r"[ \t]+")


class BadPolicy(ValueError):
    """The policy does not read; the message says in which line, and why."""


@dataclass(frozen=True)
class Witness:
    """One outside party that cosigns, under its name in the policy. `url` is where it is asked, or empty."""

    name: str
    verifier: Verifier
    url: str


@dataclass(frozen=True)
class Group:
    """`needed` of `members`, each the name of a witness or of a group."""

    needed: int
    members: tuple[str, ...]


@dataclass
class Policy:
    """What a checkpoint needs to be believed: a signature of one of `logs`, and the `quorum` of witnesses."""

    logs: list[Verifier] = field(default_factory=list)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = NOBODY

    def is_met(self, cosigned: Collection[Verifier]) -> bool:
        """Say whether the witnesses that `cosigned` are enough."""
        return self.quorum == NOBODY or self._has(self.quorum, cosigned)

    def __str__(self) -> str:
        """Return the policy as text that `parse` reads, without the addresses at which witnesses are asked."""
        lines = [f"log {log}" for log in self.logs]
        lines += [f"witness {one.name} {one.verifier}" for one in self.witnesses.values()]
        lines += [f"group {name} {group.needed} {' '.join(group.members)}" for name, group in self.groups.items()]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])

    def _has(self, name: str, cosigned: Collection[Verifier]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name].verifier in cosigned
        group = self.groups[name]
        return sum(self._has(member, cosigned) for member in group.members) >= group.needed


def parse(text: str) -> Policy:
    """Read a policy. Raises BadPolicy."""
    policy, quorums, used = Policy(), 0, set[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        words = [word for word in BLANKS.split(line) if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            if words[0] == "log":
                _log(policy, words)
            elif words[0] == "witness":
                _witness(policy, words)
            elif words[0] == "group":
                _group(policy, words, used)
            elif words[0] == "quorum" and len(words) == 2:
                policy.quorum, quorums = _known(policy, words[1], nobody=True), quorums + 1
            else:
                raise BadPolicy("it begins with none of log, witness, group, quorum")
        except (BadNote, BadPolicy, ValueError) as error:
            raise BadPolicy(f"line {number}: {error}") from error
    if quorums != 1:
        raise BadPolicy("there is one line quorum, no more and no less")
    return policy


def _log(policy: Policy, words: list[str]) -> None:
    verifier = Verifier.parse(words[1] if 1 < len(words) < 4 else "")
    if verifier.kind != LOG or verifier.public in {log.public for log in policy.logs}:
        raise BadPolicy("the key is no log's, or stands here twice")
    policy.logs.append(verifier)


def _witness(policy: Policy, words: list[str]) -> None:
    if len(words) not in {3, 4}:
        raise BadPolicy("a witness has a name, a key and at most an address")
    verifier = Verifier.parse(words[2])
    if verifier.kind != WITNESS or verifier.public in {one.verifier.public for one in policy.witnesses.values()}:
        raise BadPolicy("the key is no witness's, or stands here twice")
    policy.witnesses[_new(policy, words[1])] = Witness(words[1], verifier, words[3] if len(words) == 4 else "")


def _group(policy: Policy, words: list[str], used: set[str]) -> None:
    if len(words) < 4:
        raise BadPolicy("a group has a name, a number and members")
    members = tuple(_known(policy, name) for name in words[3:])
    if len(set(members)) != len(members) or used & set(members):
        raise BadPolicy("a member stands here twice")
    counted = int(words[2]) if is_number(words[2]) else 0
    needed = {"any": 1, "all": len(members)}.get(words[2], counted)
    if not 1 <= needed <= len(members):
        raise BadPolicy(f"{words[2]} of {len(members)} members cannot be")
    used |= set(members)
    policy.groups[_new(policy, words[1])] = Group(needed, members)


def _new(policy: Policy, name: str) -> str:
    if name == NOBODY or name in policy.witnesses or name in policy.groups:
        raise BadPolicy(f"{name} is a name that is taken")
    return name


def _known(policy: Policy, name: str, *, nobody: bool = False) -> str:
    if name in policy.witnesses or name in policy.groups or (nobody and name == NOBODY):
        return name
    raise BadPolicy(f"{name} is not named before")
