ready = "ready"
