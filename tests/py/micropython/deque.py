# oracle: micropython  its deques have a fixed size, flags and fewer methods
# deque: all of it, also while a loop runs over it.
from collections import deque


def show(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


d = deque((), 3)
print(d, type(d), len(d), bool(d), d == d, d == deque((), 3), d != deque((), 3))
for i in range(5):
    d.append(i)
print(list(d), len(d), bool(d), d[0], d[-1], d[2], d[True])
for index in (3, -4, "a", 1.5, None):
    show(lambda: d[index])
show(lambda: d[0:1])
d[0] = 9
d[-1] = 8
print(list(d), sum(d), max(d), sorted(d), tuple(d), 9 in d, 7 in d, {9, 3, 8} == set(d))


def delete():
    del d[0]


def store():
    d[5] = 1


show(delete)
show(store)
d.appendleft(1)
print(list(d))
d.appendleft(2)
print(list(d))
print(d.pop(), d.popleft(), list(d))
show(d.pop)
show(d.pop)
show(d.popleft)
d.extend([1, 2])
print(list(d))
d.extend("abcd")
print(list(d))
d.extend(x for x in "xy")
print(list(d))
show(d.extend, 5)

# Flag 1: what does not fit is an error.
full = deque((), 2, 1)
full.append(1)
full.append(2)
show(full.append, 3)
show(full.appendleft, 3)
show(full.extend, [1])
print(list(full), full.popleft(), full.append(7), list(full))
show(deque, (1, 2, 3), 2, 1)
print(list(deque((1, 2, 3), 2, 2)), list(deque((1, 2, 3), 2, 0)))

show(deque)
show(deque, ())
show(deque, (), -1)
show(deque, (), "a")
show(deque, (), 1, "x")
show(deque, (), 1, 2, 3)
show(deque, 5, 1)
show(lambda: deque((), maxlen=2))

# One that holds nothing.
none = deque((1, 2), 0)
none.append(1)
print(len(none), list(none), bool(none))
none.appendleft(1)
print(len(none), list(none))
show(none.pop)
none = deque((), 0, 1)
show(none.append, 1)
show(none.appendleft, 1)


# Changed while a loop runs.
def visit(d, change):
    seen = []
    for x in d:
        seen.append(x)
        if len(seen) < 10:
            change(d, x)
        if len(seen) > 20:
            break
    print(seen, list(d))


visit(deque((1, 2, 3, 4), 4), lambda d, x: d.popleft() if x == 2 else None)
visit(deque((1, 2, 3), 5), lambda d, x: d.append(x + 10))
visit(deque((1, 2, 3), 5), lambda d, x: d.pop())
visit(deque((1, 2, 3, 4), 4), lambda d, x: d.popleft())
visit(deque((1, 2, 3, 4), 4), lambda d, x: d.appendleft(0))
visit(deque((1, 2), 4), lambda d, x: d.appendleft(x + 1) if x < 5 else None)
d = deque((1, 2, 3, 4), 4)
iterator = iter(d)
next(iterator)
d.popleft()
d.popleft()
d.popleft()
print(list(iterator)[:9])

show(lambda: d + d)
show(lambda: d < d)
show(lambda: d.foo)
show(hash, d)
show(lambda: {d: 1})
print(list(reversed(deque((4, 5, 6), 3))), *deque((4, 5), 2))
a, b = deque((1, 2), 2)
print(a, b, "%s %r" % (d, d), str(d))


class Stack(deque):
    def top(self):
        return self[-1]


s = Stack((1, 2), 4)
s.append(3)
print(s.top(), len(s), list(s), bool(s), s[0], isinstance(s, deque), 3 in s)
s[0] = 7
print(list(s), s.pop(), [x for x in s])

# Around the ring many times, with objects that a collector has to follow.
ring = deque((), 7)
total = 0
for i in range(500):
    ring.append([i, str(i)])
    if i % 3 == 0:
        ring.appendleft((i, "%d" % -i))
    if i % 5 == 0:
        total += len(ring.popleft()[1]) + len(ring.pop()[1])
print(total, list(ring))
