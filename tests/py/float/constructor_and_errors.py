# oracle: micropython     the texts of its messages, and underscores anywhere


class HasFloat:
    def __float__(self):
        return 2.5


class HasInt:
    def __int__(self):
        return 2


class Measure(float):
    pass


print(float(HasFloat()), Measure(2.5) * 2, Measure("1.5") + 1, -Measure(1.0), float("1_0.5"), float("."), float("e5"))
for attempt in (
    lambda: float(None),
    lambda: float([]),
    lambda: float(HasInt()),
    lambda: float("x"),
    lambda: float(1, 2),
    lambda: int(float("inf")),
    lambda: int(float("nan")),
    lambda: round(float("inf")),
    lambda: round(float("nan")),
    lambda: round(1.5, "a"),
    lambda: 1.5 + None,
    lambda: 1.5 + "a",
    lambda: "a" * 1.5,
    lambda: [1] * 1.5,
    lambda: 1.5 | 1,
    lambda: 1 << 2.0,
    lambda: ~1.5,
    lambda: 1.5 < "a",
    lambda: 1.0 / 0,
    lambda: 1 / 0,
    lambda: 1.0 // 0.0,
    lambda: 1.0 % 0,
    lambda: divmod(1.0, 0),
    lambda: 0.0**-1,
    lambda: 0**-1.0,
    lambda: pow(2.0, 3, 5),
    lambda: [1, 2][1.0],
    lambda: range(1.0),
    lambda: hex(1.5),
):
    try:
        print(attempt())
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
