import Foundation
import TestKit
import Testing

/// The sessions that the pages print about the demo, played anew: what a page shows is what a reader gets.
@Suite struct `The sessions of the pages` {
  @Test(.timeLimit(.minutes(3))) func `print what they show`() throws {
    let stage = try Stage()
    for page in ["README", "docs/commands", "docs/curating", "docs/feeds", "docs/rules", "docs/scoring"] {
      let steps = Session.steps(of: try Checkout.text("\(page).md"))
      #expect(!steps.isEmpty, "\(page) has no session any more")
      let outputs = try stage.play(steps.map(\.command))
      try #require(outputs.count == steps.count)
      for (step, output) in zip(steps, outputs) {
        guard let shown = step.shown else { continue }
        let isAlike = Session.matches(Session.plain(output), Session.plain(shown))
        let said = output.joined(separator: "\n")
        #expect(isAlike, "\(page).md shows something else for $ \(step.command)\n\(said)")
      }
    }
  }

  @Test func `are compared line by line; an ellipsis stands for the rest of a line, or for lines`() {
    #expect(Session.matches(["a", "b c", "d"], ["a", "b …", "d"]))
    #expect(Session.matches(["a", "b", "c", "d"], ["a", "…", "d"]))
    #expect(Session.matches(["a"], ["a", "…"]))
    #expect(!Session.matches(["a", "b"], ["a"]))
    #expect(!Session.matches(["a"], ["a", "b"]))
    #expect(!Session.matches(["a", "c b"], ["a", "b …"]))
    #expect(!Session.matches(["a", "b"], ["…", "c"]))
  }
}

/// A page's blocks of console about the demo.
private enum Session {
  struct Step {
    let command: String
    /// What the page prints below; nil in a block that shows commands alone.
    let shown: [String]?
  }

  static func steps(of page: String) -> [Step] {
    page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.flatMap {
      block($0.element)
    }
  }

  private static func block(_ text: String) -> [Step] {
    var found: [(command: String, shown: [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      if line.hasPrefix("$ ") {
        found.append((String(line.dropFirst(2)), []))
      } else if !found.isEmpty {
        found[found.count - 1].shown.append(String(line))
      }
    }
    let needNothingElse = ["gleaner demo", "var/demo", "gleaner kinds"]
    let isForUs = found.contains { step in needNothingElse.contains { step.command.contains($0) } }
    guard isForUs else { return [] }
    let isShown = found.contains { $0.shown.contains { !$0.isEmpty } }
    return found.filter { isPlayable($0.command) }.map {
      Step(command: $0.command, shown: isShown ? $0.shown : nil)
    }
  }

  /// Servers and mail programs would not come back.
  private static func isPlayable(_ command: String) -> Bool {
    ["gleaner", "git", "export", "sed", "sha256sum"].contains {
      command.hasPrefix("\($0) ")
    }
  }

  /// Without empty lines at the end, moments, and the name of who decided.
  static func plain(_ lines: [String]) -> [String] {
    let plain = lines.map { line in
      line.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/, with: "MOMENT")
        .replacing(#/ by (?!list|rules|orders)[a-z0-9_-]+/#, with: " by ME")
        .trimmingCharacters(in: .whitespaces)
    }
    return Array(plain.reversed().drop(while: \.isEmpty).reversed())
  }

  static func matches(_ output: [String], _ shown: [String]) -> Bool {
    guard let first = shown.first else { return output.isEmpty }
    let rest = Array(shown.dropFirst())
    if first == "…" { return (0...output.count).contains { matches(Array(output.dropFirst($0)), rest) } }
    guard let line = output.first else { return false }
    let isAlike = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
    return isAlike && matches(Array(output.dropFirst()), rest)
  }
}

/// A folder with the built program and a demo, which every page gets fresh.
private final class Stage {
  private let folder = FileManager.default.temporaryDirectory.path + "/gleaner-\(UUID().uuidString)"

  init() throws {
    let files = FileManager.default
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/gleaner"
    try files.createDirectory(atPath: "\(folder)/bin", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: "\(folder)/bin/gleaner", withDestinationPath: program)
    try files.createDirectory(atPath: "\(folder)/fresh", withIntermediateDirectories: true)
    try files.copyItem(atPath: Checkout.path("lists"), toPath: "\(folder)/fresh/lists")
    _ = try run("gleaner demo", in: "fresh")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What each of the commands printed, in one shell beside a demo that nobody has touched.
  func play(_ commands: [String]) throws -> [[String]] {
    let mark = "--- next ---"
    let files = FileManager.default
    try? files.removeItem(atPath: "\(folder)/page")
    try files.copyItem(atPath: "\(folder)/fresh", toPath: "\(folder)/page")
    let output = try run(commands.map { "\($0)\necho '\(mark)'\n" }.joined(), in: "page")
    return output.components(separatedBy: "\(mark)\n").dropLast().map { $0.components(separatedBy: "\n") }
  }

  private func run(_ script: String, in name: String) throws -> String {
    let output = "\(folder)/output"
    try Data().write(to: URL(fileURLWithPath: output))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", script]
    shell.currentDirectoryURL = URL(fileURLWithPath: "\(folder)/\(name)")
    shell.environment = [
      "PATH": "\(folder)/bin:/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
      "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC",
    ]
    shell.standardOutput = file
    shell.standardError = file
    shell.standardInput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    return try String(contentsOfFile: output, encoding: .utf8)
  }
}
