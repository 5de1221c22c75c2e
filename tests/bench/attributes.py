"""Reads and writes of attributes on instances, classes and through inheritance."""


class Base:
    scale = 3

    def area(self):
        return self.width * self.height


class Box(Base):
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.x = self.y = 0

    def move(self, dx, dy):
        self.x += dx
        self.y += dy

    @property
    def right(self):
        return self.x + self.width


def main():
    boxes = [Box(n, n + 1) for n in range(10)]
    total = 0
    for turn in range(1200):
        for box in boxes:
            box.move(1, -1)
            total = (total + box.area() * box.scale + box.x - box.y) & 0xFFFFFF
        total ^= boxes[turn % 10].right
    print("attributes", total, boxes[3].x, boxes[9].right)


main()
