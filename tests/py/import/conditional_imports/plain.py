kind = "plain"
