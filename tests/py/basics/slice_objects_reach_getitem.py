class Probe:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


p = Probe()
print(p[1], p["k"], p[1, 2], p[1:2], p[:], p[::3], p[-1:None:2], p[1:2, 3])
s = p[1:5:2]
print(s.start, s.stop, s.step, list(range(10))[s], p[:].start)
p[0:2] = "x"
p["k"] = "v"
del p[1:]
del p[7]
p[1] += 5
