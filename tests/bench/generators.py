"""Generators: driven by for, by send, nested with yield from, and generator expressions."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def chain(n):
    yield from count(n)
    for i in count(n):
        yield i * 2


def summing():
    total = 0
    while True:
        value = yield total
        total = (total + value) & 0xFFFFFF


def main():
    total = 0
    accumulator = summing()
    next(accumulator)
    for turn in range(60):
        for i in chain(300):
            total += i
        total ^= sum(x * x for x in count(200) if x % 3)
        for i in range(400):
            accumulator.send(i)
    print("generators", total, next(accumulator, None) if total < 0 else accumulator.send(0))


main()
