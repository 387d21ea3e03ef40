import ArgumentParser
import Foundation
import TestKit
import Testing

@testable import Assembly
@testable import gleaner

/// What the documentation must name: a page that forgets a command, an option or a key fails here.
@Suite struct `The documentation` {
  @Test func `names every command and every option`() throws {
    let page = try read("docs/commands.md")
    for (words, command) in allCommands().dropFirst() {
      #expect(page.contains("`\(words.joined(separator: " "))"), "docs/commands.md does not name \(words)")
      let help = Gleaner.helpMessage(for: command, columns: 200)
      for option in Set(help.matches(of: /--[a-z-]+/).map { String($0.output) }) {
        #expect(page.contains("`\(option)"), "docs/commands.md does not name \(option) of \(words)")
      }
    }
  }

  @Test func `names every key of the review session`() throws {
    let page = try read("docs/curating.md")
    for name in ReviewKey.all.compactMap(\.names.first) {
      #expect(page.contains("| `\(name)` |"), "docs/curating.md does not name the key \(name)")
    }
  }

  @Test func `names every exit status`() throws {
    let page = try read("docs/commands.md")
    for status in ExitStatus.allCases {
      #expect(page.contains("\n| \(status.rawValue) | "), "docs/commands.md does not name \(status)")
    }
  }

  @Test func `names every configuration key`() throws {
    let page = try read("docs/configuration.md")
    for key in try ConfigurationKeys.all() {
      let name = key.split(separator: ".").last.map { $0.replacingOccurrences(of: "[]", with: "") } ?? key
      let isNamed = page.contains("`\(name)`") || page.contains(".\(name)`")
      #expect(isNamed, "docs/configuration.md does not name \(key)")
    }
  }

  @Test func `names every kind`() throws {
    let pages = try ["configuration", "rules", "polling", "feeds", "commands", "exchange", "digests", "list"]
      .map { try read("docs/\($0).md") }.joined()
    for kinds in Kinds.all {
      for member in kinds.members {
        #expect(pages.contains("`\(member.name)"), "no page names \(member.name) of \(kinds.name)")
      }
    }
  }

  @Test func `names every field of an export`() throws {
    let page = try read("docs/exchange.md")
    let columns = CSVColumn.all.map(\.name)
    for name in columns + RowKind.all.flatMap({ [$0.name] + $0.fields }) {
      #expect(page.contains("`\(name)`"), "docs/exchange.md does not name \(name)")
    }
  }

  @Test func `has every fact about arXiv that the source cites`() throws {
    let page = try read("docs/arxiv-protocol.md")
    let cited = try sources().flatMap { text in
      // A citation may go on in the next line of a comment.
      let flat = text.replacing(/\n\s*\/{2,3} ?/, with: " ")
      return flat.matches(of: /arxiv-protocol ((?:sections? |F)[0-9][^):;]*)/).map { String($0.output.1) }
    }
    #expect(cited.count > 20)
    for number in Set(cited.flatMap { $0.matches(of: /F?[0-9]+(?:\.[0-9]+)?/).map { String($0.output) } }) {
      let isThere = ["\n## ", "\n### ", "\n| "].contains { page.contains("\($0)\(number) ") }
      #expect(isThere, "docs/arxiv-protocol.md has no \(number)")
    }
  }

  /// The text of every Swift file of the program.
  private func sources() throws -> [String] {
    let root = Checkout.path("Sources")
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return try files.filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)
    }
  }

  @Test func `tells a newcomer what to type`() throws {
    let readme = try read("README.md")
    for words in ["make demo", "make test", "make run", "Thank you to arXiv"] {
      #expect(readme.contains(words), "README.md does not say “\(words)”")
    }
  }

  private func read(_ path: String) throws -> String { try Checkout.text(path) }
}
