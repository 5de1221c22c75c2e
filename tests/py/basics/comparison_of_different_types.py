values = [1, "1", None, [], (), {}, b"x", len]
for a in values:
    print([a == b for b in values], [a != b for b in values].count(True))
for a, b in ((1, "a"), (None, 1), ([], ()), ({}, {}), (None, None), ("a", None), (len, 1)):
    for op in (lambda a, b: a < b, lambda a, b: a >= b):
        try:
            print(op(a, b))
        except TypeError:
            print("TypeError", end=" ")
print()
print(1 in [None, "1"], None in [0, False, ""], [] in [()], 0 in [False], "" in ["", None])
