print(",".join(["a", "b", "c"]), "".join([]), "-".join(["x"]), ", ".join("abc"))
print("".join(("a", "b")), "+".join(str(n) for n in range(5)), "/".join({"k": 1}))
print("é".join(["α", "β"]))
try:
    ",".join(["a", 1])
except TypeError:
    print("TypeError")
try:
    ",".join(5)
except TypeError:
    print("TypeError")
