try:
    import accelerated as impl
except ImportError:
    import plain as impl
print(impl.kind)
DEBUG = False
if DEBUG:
    import absent_debugger


def lazy():
    from plain import kind

    return kind


class Holder:
    from plain import kind
    import plain


print(lazy(), Holder.kind, Holder.plain.kind, Holder().kind)
try:
    kind
except NameError:
    print("not global")
for name in ("plain", "absent"):
    try:
        module = __import__(name)
        print(module.kind)
    except ImportError:
        print("no", name)
