def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    counts[key] = counts.get(key, 0) + 1
    return {key for key, n in counts.items() if n == 3 or n == 2 and key in cells}


def parse(text):
    return {(x, y) for y, line in enumerate(text.split("\n")) for x, c in enumerate(line) if c == "#"}


def show(cells, x0, y0, width, height):
    for y in range(y0, y0 + height):
        print("".join("#" if (x, y) in cells else "." for x in range(x0, x0 + width)))


glider = parse(".#.\n..#\n###")
cells = glider
for n in range(8):
    cells = step(cells)
print(sorted(cells) == sorted((x + 2, y + 2) for x, y in glider))
show(cells, 0, 0, 8, 6)
blinker = parse("###")
print(step(step(blinker)) == blinker, sorted(step(blinker)))
acorn = parse(".#.....\n...#...\n##..###")
sizes = []
for n in range(25):
    sizes.append(len(acorn))
    acorn = step(acorn)
print(sizes)
show(acorn, -4, -6, 20, 14)
