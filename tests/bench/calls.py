"""Calls of every kind: plain, with defaults, with keywords, methods, closures, recursion."""


def leaf(a, b):
    return a + b


def defaults(a, b=2, c=3):
    return a + b + c


def closure(n):
    def inner(x):
        return x + n

    return inner


class Worker:
    def __init__(self, n):
        self.n = n

    def work(self, x):
        return self.n + x


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    total = 0
    worker = Worker(3)
    add = closure(5)
    bound = worker.work
    for i in range(8000):
        total = leaf(total, i) & 0xFFFFF
        total += defaults(i) + defaults(i, 4) + defaults(i, c=1)
        total += worker.work(i) + bound(1) + add(i)
    print("calls", total, fib(17))


main()
