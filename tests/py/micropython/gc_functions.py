# oracle: micropython
import gc

print(gc.collect(), gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
gc.threshold(4096)
print(gc.threshold())
lists = 0
for i in range(2000):
    lists += len([i] * 10)
print(lists)
gc.threshold(-1)
for bad in ("x", None, []):
    try:
        gc.threshold(bad)
    except TypeError:
        print("TypeError")
