top = 1073741823
bottom = -1073741824
print(top, bottom, top - 1, bottom + 1, top // 2, bottom // 2, top >> 1, bottom >> 1)
print(top & bottom, top | bottom, top ^ bottom, ~top == bottom, ~bottom == top, top + bottom)
print(top // -1, bottom % 7, top % -7, divmod(top, 65536), divmod(bottom, 65536))
print(top * 1, bottom * 1, 0 - top, 32768 * 32767, -32768 * 32768, 65535 * 16384, 46341 * -23170)
print((top - 5) + 5 == top, bottom - 0, hex(top), hex(bottom), int("1073741823"), int("-1073741824"))
total = 0
step = 268435455
for i in range(4):
    total += step
print(total)
for i in range(8):
    total -= step
print(total)
print(1 << 29, -1 << 30, (1 << 29) + ((1 << 29) - 1), 3 ** 18, (-2) ** 29)
