# A checksum, bit by bit.


@micropython.viper
def crc(data: ptr8, n: int) -> int:
    value = 0xFFFF
    for i in range(n):
        value ^= data[i] << 8
        for _ in range(8):
            if value & 0x8000:
                value = (value << 1) ^ 0x1021
            else:
                value <<= 1
            value &= 0xFFFF
    return value


print(crc(bytearray(bytes(range(200))), 200))
