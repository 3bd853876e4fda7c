import ArgumentParser
import GRDB
import Hummingbird
print("patchbay")
