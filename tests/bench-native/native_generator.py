# Generators, closures and comprehensions.


def counter(start):
    count = start

    def step(by):
        nonlocal count
        count += by
        return count

    return step


def squares(n):
    for i in range(n):
        yield i * i


def run(n):
    step = counter(3)
    total = 0
    for square in squares(n):
        if square % 3 == 1:
            total += step(square)
    return total, sum(square for square in squares(n))


print(run(60))
