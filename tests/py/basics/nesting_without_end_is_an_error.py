# oracle: cpython     the reference VM itself overflows its stack
first, second = [], []
for _ in range(1200):
    first, second = [first], [second]
loop, other = [], []
loop.append(loop)
other.append(other)
ring, again = {}, {}
ring["ring"], again["ring"] = ring, again


class Same:
    def __eq__(self, other):
        return self.peer == other.peer


class Endless:
    def __add__(self, other):
        return self + other

    def __lt__(self, other):
        return self < other

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __neg__(self):
        return -self


one, two = Same(), Same()
one.peer, two.peer = two, one
endless = Endless()
for attempt in (
    lambda: first == second,
    lambda: first < second,
    lambda: loop == other,
    lambda: ring == again,
    lambda: one == two,
    lambda: endless + 1,
    lambda: endless < 1,
    lambda: -endless,
    lambda: len(endless),
    lambda: hash(endless),
    lambda: bool(endless),
):
    try:
        attempt()
        print("no error")
    except RuntimeError:
        print("too deep")
print(loop == loop, ring == ring, first == first)
