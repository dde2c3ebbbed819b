"""Addresses: public ones only."""

import socket

import pytest

from pipeline.sources import address
from pipeline.sources.refused import RefusedError

PRIVATE = """
    127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
    100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 192.88.99.1
    :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 fe80::1 fe80::1%eth0
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:808:808:: 2001::1 2001:db8::1
    fc00::1 fd00:ec2::254 fec0::1 ff02::1 100::1 nonsense
"""
PUBLIC = "8.8.8.8 93.184.215.14 172.32.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2a00:1450::1"
DISGUISED = "2130706433 0x7f000001 0X7F000001 127.1 0 0177.0.0.1 1.2.3 0x7f.0.0.1 127.0.0.1. a.1 256.1.1.1"
PLAIN = "127.0.0.1 8.8.8.8 example.org 1and1.com 3.basecamp.com ::1 0xcafe.org"


@pytest.mark.parametrize("ip", [*PRIVATE.split(), ""])
def test_not_public(ip):
    assert not address.is_public(ip)


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_public(ip):
    assert address.is_public(ip)


@pytest.mark.parametrize("host", DISGUISED.split())
def test_disguised(host):
    assert address.is_odd(host)


@pytest.mark.parametrize("host", PLAIN.split())
def test_not_disguised(host):
    assert not address.is_odd(host)


def test_an_unknown_host_is_a_refusal(monkeypatch):
    def getaddrinfo(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(RefusedError, match="not known"):
        address.resolve("no.such.host", 80, allow_private=False)
