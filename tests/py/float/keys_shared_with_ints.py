table = {1: "int", 2.0: "float", 0.5: "half", True: "bool", -0.0: "zero"}
print(table[1.0], table[2], table[0.5], table[1], table[0], table[False], len(table), hash(1.0) == hash(1), hash(-3.0) == hash(-3))
many = {n / 8: n for n in range(-200, 200)}
print(len(many), many[3], many[-2.5], many[0.125], 0.1 in many, 24 in many, 25.0 in many, sum(many[n] for n in range(-25, 25)))
print({1, 1.0, True}, 2.5 in {2.5}, (1, 2.0) == (1.0, 2), {(1, 2.0): "pair"}[(1.0, 2)], [1, 2, 3].index(2.0), [0, 1.0, True].count(1))
