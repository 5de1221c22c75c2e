s = set()
for n in range(300):
    s.add(n * n % 101)
print(len(s), sorted(s)[:10], sum(s))
for n in range(0, 101, 2):
    s.discard(n)
print(len(s), sum(s), all(n % 2 for n in s))
s |= set(range(100))
print(len(s), sum(s), len({str(n) for n in s}))
print(sorted({(n % 3, n % 2) for n in range(10)}), sorted({"a", "b"} | {"c"}), len({1, True, 0, False}))
