cache = {}
hits = 0


def square(n):
    global hits
    if n in cache:
        hits += 1
        return cache[n]
    if len(cache) > 40:
        for k in sorted(cache)[:20]:
            del cache[k]
    cache[n] = n * n
    return cache[n]


total = 0
for i in range(2000):
    total += square(i * 13 % 57)
print(total, hits, len(cache))
