table = {1: 2}
for view in (table.keys(), table.values(), table.items()):
    try:
        print(type(hash(view)) == int)
    except TypeError:
        print("unhashable")
