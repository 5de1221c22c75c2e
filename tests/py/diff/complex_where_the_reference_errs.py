# oracle: cpython  the reference squares to the number itself, and converts before it asks for __radd__
# DIFF: a square too small for a float is 0, and a reflected operator comes before a conversion.

print((1e-200j) ** 2 == 0)


class Both:
    def __radd__(self, other):
        return "radd"

    def __complex__(self):
        return 1j


print(1j + Both())
