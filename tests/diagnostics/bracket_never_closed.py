leds = [
    (1, "red"),
    (2, "green"),

def main():
    pass
