values = [b"", b"a", b"b", b"ab", 0, 2, -1, (), None, [1]]
ops = (
    ("==", lambda a, b: a == b),
    ("<", lambda a, b: a < b),
    (">=", lambda a, b: a >= b),
    ("+", lambda a, b: a + b),
    ("*", lambda a, b: a * b),
    ("and", lambda a, b: a and b),
)
for name, op in ops:
    row = []
    for a in values:
        for b in values:
            try:
                r = op(a, b)
                row.append(("F", "T")[r] if r is True or r is False else repr(r))
            except TypeError:
                row.append("!")
    print(name, " ".join(row))
