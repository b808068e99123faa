"""What TRUSTED_PROXIES says."""

import sys
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network


def proxies(text: str) -> tuple[int, list[Network]]:
    """Return how many proxies of our own stand in front, and the networks named after the number.

    `text` is `1`, or `2,203.0.113.7,2001:db8::/64` where a proxy asks from an address of the open internet: a peer
    there is believed only if it is named. Exits with code 1 and one sentence when it is anything else.
    """
    count, *networks = [part.strip() for part in text.split(",")]
    try:
        number, named = int(count), [ip_network(network) for network in networks]
    except ValueError:
        number, named = -1, []
    if not 0 <= number <= 10 or (named and not number):
        print(
            "Refusing to start: TRUSTED_PROXIES must be the number of your own proxies, such as 1, perhaps followed "
            "by their networks, such as 1,203.0.113.7.",
            file=sys.stderr,
        )
        raise SystemExit(1)
    return number, named
