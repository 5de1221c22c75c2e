def f(value):
    print("f", value)
    return value


print(1 and 2, 0 and 2, 1 or 2, 0 or 2, 0 or "" or [], 1 and [] and 3)
print(f(0) and f(1))
print(f(1) and f(2))
print(f(0) or f("x"))
print(f(3) or f(4))
print(not (f(1) and f(0)))
print((1 and 0) or 5, 1 if [] else 2, "a" if f(1) else f(2))
if f(1) and (f(0) or f(2)):
    print("taken")
if not f(0) and not f(0):
    print("also taken")
