d = {}
for turn in range(30):
    for n in range(10):
        d[(turn, n)] = turn * n
    for n in range(10):
        if n % 3:
            del d[(turn, n)]
print(len(d), sum(d.values()), (29, 9) in d, (29, 8) in d)
for key in list(d):
    if key[0] % 2:
        del d[key]
print(len(d), sorted(d)[:3], sorted(d)[-1])
