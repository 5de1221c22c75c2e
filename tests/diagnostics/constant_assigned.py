from micropython import const

LED = const(25)

def swap(pin):
    global LED
    old = LED
    LED = pin
    return old
