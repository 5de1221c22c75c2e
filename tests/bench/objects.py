"""Many short-lived objects: allocation and collection under a small live set."""


class Record:
    def __init__(self, key, values):
        self.key = key
        self.values = values


def main():
    total = 0
    ring = [None] * 16
    for n in range(9000):
        record = Record("k%d" % (n & 31), [n, (n, n + 1), {"n": n}])
        old = ring[n & 15]
        if old is not None:
            total = (total + len(old.key) + old.values[1][1] + old.values[2]["n"]) & 0xFFFFFF
        ring[n & 15] = record
    print("objects", total)


main()
