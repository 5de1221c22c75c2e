"""Nested loops over small integers."""


def triangle(n):
    total = 0
    for i in range(n):
        for j in range(i):
            total = (total + i * j) & 0xFFFFF
        while total % 3:
            total -= 1
    return total


def main():
    checksum = 0
    for round in range(12):
        checksum = (checksum * 31 + triangle(120 + round)) % 1000003
    print("loops", checksum)


main()
