# Insertion sort of 32-bit numbers.


@micropython.viper
def fill(to: ptr32, n: int, seed: int):
    for i in range(n):
        seed = seed * 25173 + 13849
        to[i] = (seed >> 4) & 0x7FFF


@micropython.viper
def sort(items: ptr32, n: int):
    for i in range(1, n):
        item = items[i]
        at = i - 1
        while at >= 0 and items[at] > item:
            items[at + 1] = items[at]
            at -= 1
        items[at + 1] = item


@micropython.viper
def checksum(items: ptr32, n: int) -> int:
    total = 0
    i = 0
    while i < n:
        total = total * 31 + items[i] & 0xFFFFFF
        i += 1
    return total


memory = bytearray(400)
fill(memory, 100, 1)
sort(memory, 100)
print(checksum(memory, 100))
