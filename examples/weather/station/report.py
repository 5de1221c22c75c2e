"""The daily report and the alarms."""

from . import Missing, fixed

ALARMS = {
    "air": (900, 1950, "frost risk", "heat"),
    "humidity": (2500, 9900, "dry", "fog"),
    "pressure": (100450, None, "storm", None),
}


def alarms(record):
    """Yields (turn, text) for a record outside its limits."""
    limits = ALARMS.get(record["name"])
    if limits is None:
        return
    low, high, below, above = limits
    value = record["value"]
    if value < low:
        yield record["turn"], below
    elif high is not None and value > high:
        yield record["turn"], above


class Report:
    HEAD = "{:<9}{:>4}{:>9}{:>9}{:>9} {}"

    def __init__(self, day, sensors):
        self.day = day
        self.sensors = sensors

    def lines(self, stats, raised):
        yield "day %d " % self.day + "-" * 36
        yield self.HEAD.format("sensor", "n", "least", "mean", "greatest", "unit")
        for sensor in self.sensors:
            try:
                count, *values = stats[sensor.name][1]()
            except Missing as err:
                yield f"{sensor.name:<9}{'-':>4}  {err}, {'idle' if sensor.plugged else 'unplugged'}"
                continue
            cells = [fixed(value) for value in values]
            yield self.HEAD.format(sensor.name, count, *cells, sensor.unit)
        texts = {}
        for turn, text in raised:
            texts.setdefault(text, []).append("%02dh" % (turn * 2))
        for text, hours in sorted(texts.items()):
            yield "! {}: {}".format(text, ", ".join(hours))

    def summary(self, stats):
        _, _, mean, _ = stats["air"][1]()
        return {"day": self.day, "air": mean}
