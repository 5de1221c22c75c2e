a = "ab"
print(a + "cd", a * 3, 3 * a, repr(a * 0), repr(a * -1), "" + "", a + "")
a += "c"
print(a)
a *= 2
print(a)
print("implicit " "concatenation" " of literals")
for bad in (1, None, b"x", ["y"]):
    try:
        "x" + bad
    except TypeError:
        print("TypeError")
