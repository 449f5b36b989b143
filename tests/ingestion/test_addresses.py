"""Which addresses any site on the internet may have."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from bot.ingestion.addresses import public


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1", "2003::1"])
def test_an_address_of_a_site_is_public(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.9
    192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1
    100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1
    fc00::1    fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2606:4700::1%lo no-address 8.8.8.8/32
    """.split(),
)
def test_every_other_address_is_not(address: str) -> None:
    assert not public(address)


@given(ip_addresses())
def test_no_address_that_the_library_calls_private_is_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert address.is_global or not public(str(address))
