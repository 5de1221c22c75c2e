# oracle: micropython
def say(x):
    print(x)
    return x


d = {say("key"): say("value"), say("k2"): say("v2")}
print(len(d))
print(len({say(n): say(-n) for n in range(2)}))
