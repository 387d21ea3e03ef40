import ArgumentParser
import Assembly
import Terminal

struct ListShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The entries of a list, as they are understood. Needs no configuration."
  )

  @Argument(help: "The Markdown file; - for standard input.")
  var file: String

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() throws {
    let items = try ListReading.items(file)
    if json { return Screen.output.line(try JSONText.pretty(items)) }
    guard !items.isEmpty else {
      Screen.errors.line("gleaner: \(file.printable) has no entries")
      throw ExitStatus.findings
    }
    var table = Table([
      .init("LINE", .right), .init("LABEL"), .init("ID"), .init("SECTION"), .init("NAME"), .init("TITLE"),
    ])
    for item in items {
      table.add([
        "\(item.line)", item.label ?? "–", item.arxivID ?? "–", item.section ?? "–", item.name ?? "–",
        item.title,
      ])
    }
    for line in table.lines(for: .output) { Screen.output.line(line) }
  }
}

struct ListRenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Read a list and write it again, byte for byte. Needs no configuration."
  )

  @Argument(help: "The Markdown file; - for standard input.")
  var file: String

  func run() throws {
    Screen.output.write(bytes: try ListReading.rendered(file))
  }
}
