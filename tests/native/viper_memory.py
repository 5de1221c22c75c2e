import micropython


@micropython.viper
def bytes_(p: ptr8, n: int) -> int:
    p[0] = 200
    p[1] = p[0]
    for i in range(2, n):
        p[i] = p[i - 1] + 1
    p[n - 1] += 5
    total = 0
    for i in range(n):
        total += p[i]
    return total


@micropython.viper
def fill(buf, n: int, value: int):
    p = ptr8(buf)
    for i in range(n - 1, -1, -2):
        p[i] = value
    p[0] ^= 3


@micropython.viper
def items(a, i: int, j):
    a[0] = i
    a[i] = j
    a[j] = i
    print(a[0], a[i], a[j])


@micropython.viper
def reverse(p: ptr8, n: int):
    i = 0
    j = n - 1
    while i < j:
        c = p[i]
        p[i] = p[j]
        p[j] = c
        i += 1
        j -= 1


buffer = bytearray(8)
print(bytes_(buffer, 8), buffer)
fill(buffer, 8, 17)
print(buffer)
items([1, 2, 3, 4], 2, 3)
text = bytearray(b"machine code")
reverse(text, len(text))
print(text)
