chain = None
for n in range(2000):
    chain = [n, chain]
junk = [str(n) for n in range(500)]
total = 0
node = chain
while node is not None:
    total += node[0]
    node = node[1]
print(total)
wide = [[n, [n + 1, (n + 2, {"k": n})]] for n in range(600)]
print(sum(w[1][1][1]["k"] for w in wide), wide[599][1][1][0])
wide = wide[::3]
junk = None
print(len(wide), wide[7][1])
tree = {}
for n in range(300):
    at = tree
    for digit in "%03d" % n:
        at = at.setdefault(digit, {})
    at["leaf"] = n
print(tree["2"]["5"]["9"]["leaf"], len(tree), sum(leaf["leaf"] for a in tree.values() for b in a.values() for leaf in b.values()))
cycle = []
for n in range(200):
    cycle = [cycle, n]
    cycle.append(cycle)
print(cycle[2][2][2][0][1])
del cycle, chain
blocks = [bytearray(50 + n) for n in range(100)]
for n in range(0, 100, 2):
    blocks[n] = None
big = bytearray(4000)
for n in range(1, 100, 2):
    blocks[n][n] = n
print(sum(b[n] for n, b in enumerate(blocks) if b), len(big))
objects = []
for n in range(400):
    objects.append((n, str(n)))
    if len(objects) > 50:
        objects.pop(n % 7)
print(len(objects), objects[0], objects[-1], sum(len(s) for _, s in objects))
