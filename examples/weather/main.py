"""A weather station: reads its sensors for five days and prints a report a day."""

from station import StationError, __version__
from station.report import Report, alarms
from station.sensors import Barometer, Bus, Gauge, Hygrometer, Thermometer, readings
from station.stats import counter, running

ROUNDS_A_DAY = 12


def build(bus):
    return [
        Thermometer("air", bus, 1450, offset=-25),
        Thermometer("soil", bus, 1120),
        Hygrometer("humidity", bus, 6200),
        Barometer("pressure", bus, 101300),
        Gauge("rain", bus, 40),
    ]


def run_day(day, sensors, count):
    stats = {sensor.name: running() for sensor in sensors}
    raised = []
    for record in readings(sensors, ROUNDS_A_DAY):
        name = record["name"]
        if "error" in record:
            count(record["error"])
            continue
        add, _ = stats[name]
        add(record["value"])
        raised.extend(alarms(record))
    report = Report(day, sensors)
    for line in report.lines(stats, raised):
        print(line)
    return report.summary(stats)


def main():
    print("weather station %s" % __version__)
    count, counts = counter()
    bus = Bus(seed=28, tolerance=9)
    sensors = build(bus)
    days = []
    for day in range(1, 6):
        try:
            days.append(run_day(day, sensors, count))
        except StationError as err:
            print("day {}: no report: {}".format(day, err))
        finally:
            bus.reset()
        if day == 3:
            sensors[1].unplug()
            print("unplugged:", sensors[1])
    print("days reported:", len(days))
    for key in sorted(counts()):
        print("  {:<12}{:>4}".format(key, counts()[key]))
    warmest = max(days, key=lambda summary: summary["air"])
    print(f"warmest day: {warmest['day']}, bus transfers: {bus.transfers}")


main()
