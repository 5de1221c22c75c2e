def junk():
    return [[i, str(i)] for i in range(12)]


def worker(name):
    held = [name + str(n) for n in range(3)]
    total = ""
    while True:
        try:
            received = yield (held[0], len(total))
            junk()
            total += str(received)
            held = held[1:] + [total[-2:] + "h"]
        except ValueError as err:
            held.append(str(err))
            yield ("error", held[:])
        junk()


workers = [worker(n) for n in ("a", "b", "c")]
for w in workers:
    print(next(w))
for i in range(4):
    for w in workers:
        junk()
        print(w.send("x%d" % i), end=" ")
    print()
print(workers[1].throw(ValueError("thrown" + str(1))), next(workers[1]))
for w in workers:
    w.close()


def nested(n):
    mine = str(n) * 3
    junk()
    if n:
        yield mine
        got = yield from nested(n - 1)
        junk()
        yield mine + "<" + got
    return mine + "r"


print(list(nested(5)))
dropped = []
for i in range(60):
    g = nested(3)
    next(g)
    dropped.append(next(g))
    if i % 20 == 0:
        print(len(dropped), list(g))
pipelines = (x + y for x in (str(i) for i in range(4)) for y in (c * 2 for c in "ab"))
junk()
print(list(pipelines))
