class Bag:
    pass


def name(n):
    return "dynamic" + str(n) + "name"


bag = Bag()
for n in range(100):
    setattr(bag, name(n), n)
print(sum(getattr(bag, name(n)) for n in range(100)))
for n in range(0, 100, 2):
    delattr(bag, name(n))
junk = [name(n) for n in range(1000, 1200)]
del junk
print(sum(getattr(bag, name(n), 1000) for n in range(100)), hasattr(bag, name(2)), hasattr(bag, name(3)))
for turn in range(20):
    fresh = Bag()
    for n in range(20):
        setattr(fresh, name(turn * 20 + n), str(n))
    assert getattr(fresh, name(turn * 20 + 7)) == "7"
d = {}
for n in range(150):
    d[name(n)] = n
    if n >= 20:
        del d[name(n - 20)]
print(sorted(d.values()), name(140) in d, d["dynamic149name"])
globals()[name(5)] = "global"
print(dynamic5name)


def keywords(**kw):
    return sorted(kw)[:2], len(kw)


print(keywords(**{name(n): n for n in range(30)}))
T = type(name(1), (Bag,), {name(2): lambda self: "method"})
print(T.__name__, getattr(T(), name(2))())
words = " ".join(name(n) for n in range(40)).split()
print(len(set(words)), words[7] == name(7), words[7] in d)
