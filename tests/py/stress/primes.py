def sieve(n):
    flags = bytearray(b"\x01") + bytearray(b"\x01" * n)
    flags[0] = flags[1] = 0
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
        i += 1
    return [i for i, flag in enumerate(flags) if flag]


def wheel():
    yield 2
    yield 3
    n = 5
    while True:
        yield n
        yield n + 2
        n += 6


def factors(n):
    for p in wheel():
        if p * p > n:
            break
        while n % p == 0:
            yield p
            n //= p
    if n > 1:
        yield n


def lazily():
    """Primes without end: each one found strikes out its multiples later."""
    strikes = {}
    n = 2
    while True:
        if n in strikes:
            for p in strikes.pop(n):
                strikes.setdefault(n + p, []).append(p)
        else:
            yield n
            strikes[n * n] = [n]
        n += 1


primes = sieve(2000)
print(len(primes), primes[:10], primes[-3:], sum(primes))
g = lazily()
print([next(g) for _ in range(150)] == primes[:150])
for n in (1, 2, 12, 97, 360, 1001, 65535, 99991, 1073741823, 536870912, 999999000):
    print(n, list(factors(n)))
twins = [(a, b) for a, b in zip(primes, primes[1:]) if b - a == 2]
print(len(twins), twins[-1])
gaps = {}
for a, b in zip(primes, primes[1:]):
    gaps.setdefault(b - a, []).append(a)
print([(gap, len(gaps[gap]), gaps[gap][0]) for gap in sorted(gaps)])
perfect = [n for n in range(2, 500) if sum(d for d in range(1, n) if n % d == 0) == n]
print(perfect)
