# Fixed point arithmetic on small integers, text as output.


def mandelbrot(width, height, limit):
    for row in range(height):
        y0 = (row * 512) // height - 256
        line = ""
        for column in range(width):
            x0 = (column * 768) // width - 512
            x = 0
            y = 0
            n = 0
            while n < limit and x * x + y * y <= 262144:
                x, y = (x * x - y * y) // 256 + x0, x * y // 128 + y0
                n += 1
            line += "#" if n == limit else "."
        print(line)


mandelbrot(24, 12, 16)
