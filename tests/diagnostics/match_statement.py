match command:
    case "go":
        start()
