"""The Mandelbrot set in fixed-point integers: 12 fractional bits keep every product within 31 bits."""

ONE = 1 << 12
SHADES = " .:-=+*#%@"


def escape(cx, cy, limit):
    x = y = 0
    for n in range(limit):
        xx = x * x >> 12
        yy = y * y >> 12
        if xx + yy > 4 * ONE:
            return n
        x, y = xx - yy + cx, (x * y >> 11) + cy
    return limit


def picture(width, height, limit):
    for row in range(height):
        cy = (row * 2 * ONE) // (height - 1) - ONE
        line = []
        for column in range(width):
            cx = (column * 3 * ONE) // (width - 1) - 2 * ONE
            n = escape(cx, cy, limit)
            line.append(SHADES[n * (len(SHADES) - 1) // limit])
        yield "".join(line).rstrip()


for line in picture(41, 15, 18):
    print(line)
