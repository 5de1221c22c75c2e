values = [0, 1, -1, 2, 7, -8, True, False, "", "a", "b", (), (1,), [], [1], None]
ops = (
    ("==", lambda a, b: a == b),
    ("!=", lambda a, b: a != b),
    ("<", lambda a, b: a < b),
    (">=", lambda a, b: a >= b),
    ("+", lambda a, b: a + b),
    ("*", lambda a, b: a * b),
    ("-", lambda a, b: a - b),
    ("//", lambda a, b: a // b),
    ("and", lambda a, b: a and b),
    ("or", lambda a, b: a or b),
)
for name, op in ops:
    row = []
    for a in values:
        for b in values:
            try:
                r = op(a, b)
                if r is True or r is False:
                    row.append("T" if r else "F")
                else:
                    row.append(repr(r) if name not in ("==", "!=") else "?")
            except TypeError:
                row.append("!")
            except ZeroDivisionError:
                row.append("Z")
    print(name, " ".join(row))
