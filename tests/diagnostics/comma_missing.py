colours = ["red", "green" blue, "white"]
