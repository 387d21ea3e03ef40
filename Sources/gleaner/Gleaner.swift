import ArgumentParser
import Hummingbird
import GRDB
import Yams
@main struct Gleaner: AsyncParsableCommand { func run() async throws {} }
