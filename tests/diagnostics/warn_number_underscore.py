baud = 115__200
mask = 0xff_
