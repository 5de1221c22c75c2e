for iterator in (
    iter([1, 2]),
    iter("ab"),
    iter(range(2)),
    iter({3: 4}),
    enumerate([5]),
    zip([6], [7]),
    map(abs, [-8]),
    filter(None, [9]),
    reversed([10]),
):
    print(iterator.__next__())
try:
    iter([]).__next__()
except StopIteration as stop:
    print(stop.args)
for value in ("a", [], 1):
    try:
        value.__next__()
    except AttributeError:
        print("AttributeError")


class Counted(enumerate):
    pass


counted = Counted("x")
print(counted.__next__())
try:
    next(counted)
except StopIteration:
    print("end")


class Endless(list):
    def __iter__(self):
        return self

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop()


print(list(Endless([1, 2, 3])), next(Endless([4])), next(Endless(), "default"))
