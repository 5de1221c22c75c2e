def average():
    total = 0
    n = 0
    mean = None
    while True:
        value = yield mean
        if value is None:
            return "end of %d" % n
        total += value
        n += 1
        mean = total // n


g = average()
print(next(g), g.send(10), g.send(20), g.send(3))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
g = average()
try:
    g.send(1)
except TypeError:
    print("not started")
print(g.send(None), g.send(4))


def echo():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    yield received


g = echo()
print(next(g), g.send("a"), next(g), g.send("c"))
