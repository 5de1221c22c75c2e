# What a class gets from a module takes no `self`, as a class or a callable instance.
class Doubler:
    def __call__(self, value):
        return value * 2


class Tools:
    absolute = abs
    length = len
    number = int
    double = Doubler()


tools = Tools()
print(tools.absolute(-3), Tools.absolute(-4))
print(tools.length("four"), Tools.length("five!"))
print(tools.number("7"), Tools.number("8"))
print(tools.double(9), Tools.double(10))
