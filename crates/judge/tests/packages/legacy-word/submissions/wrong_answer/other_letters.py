print("xy")
