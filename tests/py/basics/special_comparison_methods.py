class N:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, N) and self.n == o.n

    def __lt__(self, o):
        return self.n < o.n

    def __le__(self, o):
        return self.n <= o.n

    def __gt__(self, o):
        return self.n > o.n

    def __ge__(self, o):
        return self.n >= o.n

    def __hash__(self):
        return self.n % 3

    def __repr__(self):
        return "N%d" % self.n


a, b = N(1), N(2)
print(a == b, a == N(1), a != b, a != N(1), a < b, a <= b, a > b, a >= N(1), a == 1)
print(sorted([N(3), N(1), N(2)]), max(a, b), min([b, a]), a in [b, N(1)], [b, a].index(N(1)), [a, N(1)].count(a))
d = {N(1): "one", N(4): "four", N(7): "seven"}
print(d[N(1)], d[N(4)], d[N(7)], N(10) in d, len({N(1), N(1), N(4)}))
print([N(1), N(2)] == [N(1), N(2)], (N(1),) != (N(2),), N(1) < N(2) < N(3))
s = [N(n * 7 % 11) for n in range(11)]
s.sort()
print(s)
s.sort(key=lambda v: -v.n)
print(s)


class Only:
    def __lt__(self, o):
        return "lt"


print(Only() < Only())


class Default:
    pass


x = Default()
print(x == x, x == Default(), x != Default(), {x: 1}[x], x in [x], hash(x) == hash(x))
