# `__init__` of a builtin base starts anew, and is found behind it in another base.
class Items(list):
    def again(self, items):
        super().__init__(items)


items = Items(range(4))
items.append(9)
print(items)
items.again("ab")
print(items)


class Tells:
    def __init__(self, *args):
        print("told", args)


class First(Tells, tuple):
    pass


class Last(tuple, Tells):
    pass


for kind in (First, Last):
    print(len(kind()), len(kind([1, 2, 3])))
