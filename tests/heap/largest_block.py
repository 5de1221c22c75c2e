import gc


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103 + 12345) % 65521
        return self.state % limit


def largest(name, sizes):
    keep = []
    try:
        while True:
            keep.append(bytes(sizes()))
    except MemoryError:
        pass
    for i in range(0, len(keep), 2):
        keep[i] = None
    gc.collect()
    free = gc.mem_free()
    block = bytearray((free * 99 + 99) // 100)
    print(name, len(keep), free, len(block))
    del block, keep
    gc.collect()


random = Random(7)
largest("equal", lambda: 60)
largest("random", lambda: 1 + random.below(300))
