def setup(pin):
    pin.init()

while True:
setup(25)
