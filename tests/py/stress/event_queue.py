class Queue:
    """A binary heap of (time, number, action)."""

    def __init__(self):
        self.heap = []
        self.number = 0
        self.now = 0

    def at(self, time, action, *args):
        if time < self.now:
            raise ValueError("the past: %d" % time)
        self.number += 1
        heap = self.heap
        heap.append((time, self.number, action, args))
        i = len(heap) - 1
        while i and heap[i][:2] < heap[(i - 1) // 2][:2]:
            heap[i], heap[(i - 1) // 2] = heap[(i - 1) // 2], heap[i]
            i = (i - 1) // 2

    def after(self, delay, action, *args):
        self.at(self.now + delay, action, *args)

    def pop(self):
        heap = self.heap
        top = heap[0]
        last = heap.pop()
        if heap:
            heap[0] = last
            i = 0
            while True:
                child = 2 * i + 1
                if child >= len(heap):
                    break
                if child + 1 < len(heap) and heap[child + 1][:2] < heap[child][:2]:
                    child += 1
                if heap[i][:2] <= heap[child][:2]:
                    break
                heap[i], heap[child] = heap[child], heap[i]
                i = child
        return top

    def run(self, until):
        count = 0
        while self.heap and self.heap[0][0] <= until:
            self.now, _, action, args = self.pop()
            action(*args)
            count += 1
        self.now = until
        return count


class Led:
    def __init__(self, queue, name, period):
        self.queue, self.name, self.period = queue, name, period
        self.on = False
        self.toggles = 0
        queue.after(period, self.toggle)

    def toggle(self):
        self.on = not self.on
        self.toggles += 1
        if self.toggles < 4:
            log.append("%d:%s%s" % (self.queue.now, self.name, "+" if self.on else "-"))
        self.queue.after(self.period, self.toggle)


log = []
queue = Queue()
leds = [Led(queue, "red", 7), Led(queue, "green", 10), Led(queue, "blue", 35)]
print(queue.run(100), [led.toggles for led in leds], log)
try:
    queue.at(5, print, "never")
except ValueError as err:
    print(err)


def task(name, steps):
    for step in range(steps):
        log.append((name, step))
        yield 3 * step + len(name)
    log.append((name, "done"))


def drive(generator):
    try:
        delay = next(generator)
    except StopIteration:
        return
    queue.after(delay, drive, generator)


log.clear()
for name, steps in (("a", 3), ("bb", 2), ("ccc", 4)):
    queue.after(0, drive, task(name, steps))
print(queue.run(140), log)
order = []
fresh = Queue()
state = 5
for n in range(120):
    state = (state * 1109 + 12345) & 0x7FFF
    fresh.at(state >> 8, order.append, (state >> 8, n))
print(fresh.run(1 << 15), order == sorted(order), order[:4], order[-2:])
