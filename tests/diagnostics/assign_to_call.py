def reset(counter):
    counter.get() = 0
