def clamp(value, /, low=0):
    return max(value, low)
