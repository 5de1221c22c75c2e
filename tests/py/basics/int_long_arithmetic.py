# Sums, products and quotients around the sizes of machine words, and of numbers of 200 digits.
edges = [0, 1, -1, 7, -7]
for bits in (30, 31, 32, 62, 63, 64, 96):
    edges += [(1 << bits) - 1, 1 << bits, -(1 << bits) - 1, -(1 << bits)]
long = int("1234567890" * 20)
edges += [long, -long // 3]

total = 0
for a in edges:
    for b in edges:
        print(a + b, a - b, a * b)
        if b:
            print(a // b, a % b, divmod(a, b))
            total += (a // b) * b + a % b - a
print(total)
for a in edges:
    print(-a, +a, abs(a), ~a, bool(a))
x = 1
x += long
x -= 1
x *= -long
x //= 12345
x %= 10**50
print(x)
print(sum([1 << 40, True, -1 << 41]), True + (1 << 31), (1 << 31) * False, (1 << 31) - True)
print((1 << 30) - (1 << 30) + 5, type((1 << 64) // (1 << 60)), (1 << 64) // (1 << 60))
