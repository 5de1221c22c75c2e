def blink(pin, times=3, delay):
    pass
