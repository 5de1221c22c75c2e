# set.pop: each item once, also between other changes.
s = {1}
print(s.pop(), s)
try:
    s.pop()
except KeyError:
    print("KeyError")
for count in (3, 8, 9, 100, 1000):
    s = set(range(count))
    s.discard(count // 2)
    s.discard(count - 1)
    popped = set()
    while s:
        popped.add(s.pop())
        if len(popped) == 2:
            s.add(-1)
            s.discard(count - 2)
    print(count, len(popped), sum(popped), -1 in popped, len(s), s == set())
    s.add(5)
    print(s, s.pop())
