inside = "part"
