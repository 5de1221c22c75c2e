print(1.0 == 1, 1.5 > 1, 1 < 1.5, 2.0 >= 2, 1.5 != 1, 0.0 == -0.0, 0.0 == False, 1.0 == True, 1.0 == "1")
print(sorted([2.5, 1, -1.5, 3, 0.0]), max(1, 2.5), min(0.5, 0), sum([0.5, 1, 2.25]), sum([1, 2], 0.5))
print(bool(0.0), bool(0.1), bool(-0.0), not 0.0, 1.0 < 2 < 3.5)
print({1: "int"}[1.0], 1.0 in {1, 2}, hash(1.0) == hash(1), [1, 2].index(2.0))
print(isinstance(1.0, float), isinstance(1, float), type(1 / 1) is float)
try:
    1.5 < "a"
except TypeError:
    print("TypeError")
