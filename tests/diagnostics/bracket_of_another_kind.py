pins = {
    "led": (25, "out"],
}
