"""Which addresses may be fetched: public ones only, so that a link can't reach into the machine or its network."""

import ipaddress
import re
import socket

from pipeline.sources.refused import RefusedError
from pipeline.types import Status

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# ranges that `is_global` lets through on some Python version, but that are no public web server
CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier NAT; a cloud's metadata server is in it
        "168.63.129.16/32",  # a cloud's metadata server
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible, long abolished
        "64:ff9b:1::/48",  # NAT64 of a local network
        "100::/64",
        "2001::/23",  # Teredo and other special purposes
        "2002::/16",  # 6to4: leads to the IPv4 address inside
        "fec0::/10",  # site-local, long abolished
    )
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # stands for the IPv4 address in its last four bytes

_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, seen through IPv4 addresses wrapped in IPv6."""
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    inside = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    special = ip.is_multicast or ip.is_reserved
    return (
        ip.is_global
        and not inside
        and not special
        and not any(ip.version == each.version and ip in each for each in CLOSED)
    )


def is_odd(host: str) -> bool:
    """Whether a host is an IPv4 address in disguise: decimal, hex, octal or short, such as 2130706433 or 127.1."""
    labels = host.rstrip(".").split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return False
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return True
    return False


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host, all of them checked.

    Raises:
        RefusedError: the host is not known, or one of its addresses is not public.
    """
    if not allow_private and is_odd(host):
        raise RefusedError(
            Status.FETCH_ERROR, f"host {host} is an IP address in disguise: write it as four decimal numbers"
        )
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedError(Status.FETCH_ERROR, f"host {host} is not known: check the link and the network") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for each in addresses:
        if not allow_private and not is_public(each):
            raise closed(host, each)
    return addresses


def closed(host: str, address: str) -> RefusedError:
    """The refusal of an address that is not public."""
    return RefusedError(
        Status.FETCH_ERROR,
        f"host {host} has the non-public address {address}: only --allow-private reaches internal networks",
    )
