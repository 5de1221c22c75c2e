name = "target"
