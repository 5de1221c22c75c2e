"""Byte arrays and inner loops: primes by sieve, then a checksum over the flags."""


def main():
    size = 12000
    total = 0
    for turn in range(3):
        flags = bytearray(size)
        for i in range(2, size):
            if flags[i] == 0:
                j = i * i
                while j < size:
                    flags[j] = 1
                    j += i
        for i in range(2, size):
            if not flags[i]:
                total = (total * 31 + i) % 65521
    print("sieve", total)


main()
