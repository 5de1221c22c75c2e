"""What all modules of the station share: its errors and its fixed-point numbers."""

__version__ = "1.2"

UNIT = 100


class StationError(Exception):
    """Base of everything the station raises itself."""


class BusError(StationError):
    def __init__(self, address, reason):
        super().__init__(address, reason)
        self.address = address
        self.reason = reason

    def __str__(self):
        return "bus 0x%02x: %s" % (self.address, self.reason)


class BusDown(StationError):
    """Too many failed transfers: no reading can be trusted."""


class RangeError(StationError):
    pass


class Missing(StationError):
    pass


def fixed(value, places=1):
    """The text of a number of hundredths with one or two places, rounded half away from zero."""
    sign = "-" if value < 0 else ""
    value = abs(value)
    if places == 1:
        whole, part = divmod((value + 5) // 10, 10)
        return "{}{}.{}".format(sign, whole, part)
    whole, part = divmod(value, UNIT)
    return "%s%d.%02d" % (sign, whole, part)
