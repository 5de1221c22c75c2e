# oracle: micropython  CPython refuses a namespace that is no dict in other words
# exec and eval: None in place of a namespace is none given.
foo = 11
exec("print(foo)", None)
exec("print(foo)", {"foo": 3}, None)
exec("print(foo)", None, {"foo": 3})
exec("print(foo)", None, {"bar": 3})
exec("print(foo)", {"bar": 3}, locals())
print(eval("foo", None, {"foo": 4}), eval("foo", {"foo": 5}, None), eval("foo", None), eval("foo", None, None))
for args in (("foo", {"bar": 3}, None), ("1", "foo"), ("1", None, 123), ("1", {}, "x"), ("1", 5, None)):
    try:
        print(eval(*args))
    except Exception as error:
        print(type(error).__name__, error)


def inside():
    foo = 5
    exec("print(foo)", None, None)


inside()
