from shapes import Shape, counter
import shapes


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side * self.side


print(Square(3).describe(), isinstance(Square(1), shapes.Shape))
c = counter("n")
print(c(), c(), shapes.made)
try:
    Shape("blob").describe()
except shapes.ShapeError as err:
    print(err, err.shape.name)
try:
    shapes.fail()
except KeyError as err:
    print(err.args)


@shapes.logged
def work(x):
    return x * 2


print(work(4), shapes.log)
shapes.made = 100
print(counter("z")(), shapes.made)
