print("init of", __name__)
level = "pkg.sub"
