uart.init(baudrate=9600, 8, parity=None)
