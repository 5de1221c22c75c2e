class Stops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(42)


class Indexed:
    def __getitem__(self, index):
        raise StopIteration(42)


def returns():
    return 43
    yield


def end(iterator):
    try:
        print(next(iterator))
    except StopIteration as stop:
        print(stop.args)


end(enumerate(Stops()))
end(map(abs, Stops()))
end(filter(None, Stops()))
end(zip(Stops()))
end(zip([1], returns()))
end(zip([], returns()))
end(zip())
end(enumerate(zip(returns())))
end(enumerate([]))
end(iter(Indexed()))


def delegates():
    print((yield from enumerate(Stops())))
    print((yield from map(abs, returns())))
    print((yield from iter([])))


print(list(delegates()))
