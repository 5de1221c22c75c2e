for x in range(3):
    pass
else:
    print("for else", x)
for x in range(3):
    if x == 1:
        break
else:
    print("never")
for x in []:
    pass
else:
    print("empty else")
n = 3
while n:
    n -= 1
else:
    print("while else", n)
while True:
    break
else:
    print("never")
for a in range(3):
    for b in range(3):
        if b == a:
            break
    else:
        print("inner else")
        continue
    print("broke at", a, b)
else:
    print("outer else")
total = 0
for i in range(10, -10, -3):
    total += i
print(total, i)
for i in range(0):
    print("never")
print(i)
while n < 10:
    n += 1
    if n % 2:
        continue
    print(n, end=" ")
print()
