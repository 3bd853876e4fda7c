WALKS = []
