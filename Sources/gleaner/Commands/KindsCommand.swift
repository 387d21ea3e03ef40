import ArgumentParser
import Assembly
import Terminal

struct KindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds",
    abstract: "The rule operators, channels, checks, feed formats, exchange formats and sources there are."
  )

  @Argument(
    help: ArgumentHelp("Only these: \(Kinds.all.map(\.name).joined(separator: ", ")).", valueName: "kind")
  )
  var kind: String?

  func validate() throws {
    guard let kind, !Kinds.all.contains(where: { $0.name == kind }) else { return }
    throw ValidationError(
      "There are no “\(kind)”; there are \(Kinds.all.map(\.name).joined(separator: ", "))."
    )
  }

  func run() throws {
    for kinds in Kinds.all where kind == nil || kind == kinds.name {
      var table = Table([.init(kinds.name.uppercased()), .init("WHAT IT IS FOR")])
      for member in kinds.members { table.add([member.name, member.help]) }
      for line in table.lines(for: .output) { Screen.output.line(line) }
    }
  }
}
