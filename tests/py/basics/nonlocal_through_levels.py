def a():
    x = "a"

    def b():
        def c():
            nonlocal x
            x += "c"
            y = x

            def d():
                nonlocal x, y
                x += "d"
                y += "!"
                return y

            return d() + y

        return c() + x

    return b(), x


print(a())


def accumulate():
    total = 0

    def add(values):
        nonlocal total
        for v in values:
            total += v
        return total

    return add


add = accumulate()
print(add([1, 2]), add(range(10)), add([]))
