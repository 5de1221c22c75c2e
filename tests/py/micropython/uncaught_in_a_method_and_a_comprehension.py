# oracle: micropython
# uncaught
class Sensor:
    def read(self, n):
        return [10 // (n - i) for i in range(3)]


def sweep(sensor):
    for n in (5, 1):
        yield sensor.read(n)


for values in sweep(Sensor()):
    print(values)
