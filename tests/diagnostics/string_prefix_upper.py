path = R"C:\temp"
