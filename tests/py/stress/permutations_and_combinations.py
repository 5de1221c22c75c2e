def permutations(items):
    items = list(items)
    if not items:
        yield []
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


def in_place(items, n=None):
    """Heap's method: one list, changed by swaps."""
    n = len(items) if n is None else n
    if n <= 1:
        yield items
        return
    for i in range(n - 1):
        yield from in_place(items, n - 1)
        j = 0 if n % 2 else i
        items[j], items[n - 1] = items[n - 1], items[j]
    yield from in_place(items, n - 1)


def combinations(items, k, start=0, chosen=()):
    if k == 0:
        yield chosen
        return
    for i in range(start, len(items) - k + 1):
        yield from combinations(items, k - 1, i + 1, chosen + (items[i],))


def product(*pools):
    if not pools:
        yield ()
    else:
        for head in pools[0]:
            for tail in product(*pools[1:]):
                yield (head,) + tail


def powerset(items):
    for bits in range(1 << len(items)):
        yield [item for i, item in enumerate(items) if bits >> i & 1]


print(["".join(p) for p in permutations("abc")])
print(["".join(p) for p in in_place(list("abc"))])
for n in range(6):
    all_of_them = {tuple(p) for p in permutations(range(n))}
    print(n, len(all_of_them), all_of_them == {tuple(p) for p in in_place(list(range(n)))})
print(list(combinations("abcd", 2)), len(list(combinations(range(9), 4))))
print(["".join(p) for p in product("ab", "xy", "12")])
print(list(powerset([1, 2, 3])))
digits = [p for p in permutations(range(1, 6)) if all(int("".join(map(str, p[:k]))) % k == 0 for k in range(1, 6))]
print(digits, sum(sum(p) for p in combinations(range(10), 3)))
anagrams = {}
for word in "listen silent enlist google elgoog abc cab bca".split():
    anagrams.setdefault("".join(sorted(word)), []).append(word)
print([anagrams[k] for k in sorted(anagrams)])
