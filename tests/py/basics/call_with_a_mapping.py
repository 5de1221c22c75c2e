def show(*args, **kwargs):
    print(args, sorted(kwargs.items()))


class Mapping:
    def __init__(self, items):
        self.items = items

    def keys(self):
        for key in self.items:
            yield key

    def __getitem__(self, key):
        return self.items[key]


class Dict(dict):
    pass


show(**Mapping({"a": 1, "b": 2}))
show(0, *"xy", **Mapping({"a": 1}), c=3, **Mapping({"d": 4}))
show(**Mapping({}), **Dict(e=5))
for call in (
    lambda: show(a=1, **Mapping({"a": 2})),
    lambda: show(**Mapping({1: 2})),
    lambda: show(**{1: 2}),
):
    try:
        call()
    except TypeError:
        print("TypeError")
