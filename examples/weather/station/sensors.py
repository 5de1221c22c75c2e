"""The bus, the sensors on it and the stream of their readings."""

from . import BusDown, BusError, RangeError


class Bus:
    """A serial bus with the noise of a real one, the same on every run."""

    def __init__(self, seed, tolerance):
        self.state = seed
        self.tolerance = tolerance
        self.transfers = 0
        self.failures = 0

    def noise(self):
        # A 15-bit linear congruential generator: every product stays within 31 bits.
        self.state = (self.state * 1109 + 12345) & 0x7FFF
        return self.state >> 1

    def transfer(self, address, mean, spread):
        self.transfers += 1
        noise = self.noise()
        if noise % 9 == 0:
            self.failures += 1
            if self.failures > self.tolerance:
                raise BusDown("%d failures" % self.failures)
            raise BusError(address, "no answer" if noise & 1 else "bad checksum")
        return mean + noise % (2 * spread + 1) - spread

    def reset(self):
        self.failures = 0


class Sensor:
    unit = ""
    limits = (0, 0)
    spread = 50
    _next_address = 0x20

    def __init__(self, name, bus, mean, offset=0):
        self.name = name
        self.mean = mean
        self.offset = offset
        self._bus = bus
        self.address = Sensor._next_address
        Sensor._next_address += 1

    def __repr__(self):
        return "<%s %s @%d>" % (type(self).__name__, self.name, self.address)

    @property
    def plugged(self):
        return self._bus is not None

    def unplug(self):
        self._bus = None

    def sample(self):
        if not self.plugged:
            raise BusError(self.address, "unplugged")
        return self._bus.transfer(self.address, self.mean, self.spread) + self.offset

    def read(self):
        value = self.sample()
        low, high = self.limits
        if not low <= value <= high:
            raise RangeError("%s out of range" % self.name)
        return value


class Thermometer(Sensor):
    unit = "C"
    limits = (-4000, 8500)
    spread = 600


class Hygrometer(Sensor):
    unit = "%"
    limits = (0, 10000)
    spread = 3900


class Barometer(Sensor):
    unit = "hPa"
    limits = (30000, 110000)
    spread = 900


class Gauge(Sensor):
    """A rain gauge: it cannot read below zero, and a tipping bucket counts in steps of 20."""

    unit = "mm"
    limits = (0, 5000)
    spread = 120

    def sample(self):
        return max(super().sample(), 0) // 20 * 20


def readings(sensors, rounds):
    """A record for each sensor and round; one second try after a bus error."""
    for turn in range(rounds):
        for sensor in sensors:
            record = {"name": sensor.name, "turn": turn}
            for attempt in (1, 2):
                try:
                    record["value"] = sensor.read()
                    break
                except BusError as err:
                    if attempt == 2 or not sensor.plugged:
                        record["error"] = err.reason
                        break
                except RangeError:
                    record["error"] = "range"
                    break
            yield record
