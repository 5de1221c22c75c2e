# oracle: cpython
def convert(text):
    try:
        return int(text)
    except ValueError as err:
        raise KeyError("no number") from err


try:
    convert("x")
except KeyError as err:
    print(err.args)
