a = {1, 2, 3}
b = set([3, 4])
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), sorted(b - a))
print(sorted(a.union(b)), sorted(a.intersection(b)), sorted(a.difference(b)), sorted(a.symmetric_difference(b)))
print(a.issubset({1, 2, 3, 4}), a.issuperset({1}), a.isdisjoint({9}), a.isdisjoint(b))
print({1} < a, a <= a, a < a, a > {1, 2}, a >= b, a == {3, 2, 1}, a != b)
print(1 in a, 9 in a, len(a), set(), {5}, sorted(set("hello")), bool(set()))
c = a.copy()
c.add(10)
c.add(10)
c.discard(1)
c.discard(99)
c.remove(2)
print(sorted(c), sorted(a))
c.update([7, 8], {9})
print(sorted(c))
c.intersection_update({7, 8, 100})
print(sorted(c))
c.difference_update([7])
print(c, c.pop(), c)
c |= {1, 2}
c &= {2, 3}
c ^= {5}
c -= {5}
print(c)
c.clear()
print(c)
for bad in (lambda: c.pop(), lambda: c.remove(1)):
    try:
        bad()
    except KeyError:
        print("KeyError")
try:
    {[1]}
except TypeError:
    print("unhashable")
