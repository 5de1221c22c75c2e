print("run", __name__)
name = "one"
