import ArgumentParser
import Assembly
import Terminal

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score papers from JSON Lines, without a store.",
    discussion: """
      Reads {"id","title","abstract","authors":[…],"categories":[…],"comment"…}, one object a line, plain or gzip, \
      and writes {"id","score","candidate","section","reasons":[…]} in the same order.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "Files; - is standard input, which is also the default.")
  var files: [String] = ["-"]

  func run() throws {
    let configuration = try global.options.file.load()
    let scorer = Scorer(topic: try configuration.topic(topic.topic))
    var output = BufferedOutput()
    defer { output.flush() }
    for file in files {
      try scorer.score(path: file) { output.line($0) }
    }
  }
}
