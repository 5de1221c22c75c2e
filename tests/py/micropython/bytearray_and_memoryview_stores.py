# oracle: micropython
data = bytearray(b"abcdef")
view = memoryview(data)


def show(change):
    try:
        change()
        print(data, len(view), bytes(view[1:3]), view[0])
    except Exception as error:
        print(type(error).__name__, error.args)


def add(other):
    global data
    data += other


def item(index, value):
    data[index] = value


def part(start, stop, value):
    data[start:stop] = value


def view_item(index, value):
    view[index] = value


def view_part(start, stop, value):
    view[start:stop] = value


def drop():
    del data[0]


show(lambda: item(0, 300))
show(lambda: item(-1, 65))
show(lambda: item(0, "a"))
show(lambda: item(9, 1))
show(lambda: view_item(1, 66))
show(lambda: view_part(2, 4, b"zz"))
show(lambda: view_part(2, 4, b"z"))
show(lambda: view_part(2, 4, "zz"))
show(lambda: part(1, 3, b"XY"))
show(lambda: part(1, 3, "ab"))
show(lambda: part(1, 3, [1, 2]))
show(drop)
view = memoryview(b"abcdef")
show(lambda: view_item(0, 1))
show(lambda: view_part(0, 1, b"a"))
show(lambda: part(1, 3, b"grown beyond what there was room for"))
show(lambda: part(2, 30, b""))
show(lambda: part(1, 3, data))
show(lambda: part(3, 3, memoryview(b"0123456789")[2:5]))
show(lambda: data.append(256))
show(lambda: data.append("a"))
show(lambda: data.extend([1, 2]))
show(lambda: data.extend("xy"))
show(lambda: data.extend(data))
show(lambda: data.extend(5))
show(lambda: add(b"q"))
show(lambda: add([1]))
