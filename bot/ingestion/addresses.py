"""Tells addresses of the public internet from those of a private network, this machine, or anything in between. Pure.

``ipaddress.is_global`` of Python 3.11 lets some through that end up elsewhere: 64:ff9b::/96, 2002::/16, 192.0.0.8.
"""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

#: What the registry calls global unicast; nothing else of IPv6 is routed, mapped and translated IPv4 least of all.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
#: Within it: special purposes and Teredo, documentation, 6to4, documentation again, segment routing.
_NOT_GLOBAL_6 = tuple(
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")
)
#: Special purposes, the way into 6to4, and what was given back but answers for no site.
_NOT_GLOBAL_4 = tuple(IPv4Network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "192.31.196.0/24"))


def public(address: str) -> bool:
    """Tell whether an IP address, as a resolver gives it, is one that any site on the internet may have."""
    try:
        return _public_4(IPv4Address(address))
    except AddressValueError:
        pass
    try:
        return _public_6(IPv6Address(address))
    except AddressValueError:
        return False


def _public_4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in block for block in _NOT_GLOBAL_4)


def _public_6(address: IPv6Address) -> bool:
    scoped = address.scope_id is not None
    return not scoped and address in _GLOBAL_UNICAST and not any(address in block for block in _NOT_GLOBAL_6)
