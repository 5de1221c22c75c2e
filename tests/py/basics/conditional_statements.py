def size(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"


print([size(n) for n in (-1, 0, 5, 50)])
if 0:
    print("never")
if not []:
    print("empty is false")
if "a" and not None and 1:
    print("all")
print("x" if 1 > 2 else "y" if 2 > 3 else "z")
if True: print("on one line"); print("twice")
for i in range(2): print(i, end=";")
print()
x = 5
if x > 3:
    if x > 4:
        print("nested")
    pass
while x: x -= 1
print(x)
