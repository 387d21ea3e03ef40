import Foundation
import TestKit
import Testing

@testable import Assembly

/// What the pages show to be copied.
@Suite struct `The examples of the pages` {
  @Test(arguments: ["docs/digests.md", "docs/operating.md"])
  func `of channels are in order`(path: String) throws {
    let examples = try blocks("yaml", of: path).compactMap { block in
      block.firstRange(of: "channels:").map { block[$0.lowerBound...] }
    }
    #expect(!examples.isEmpty)
    for example in examples {
      let configuration = try ConfigurationFile(path: "c.yml").read("\(Workplace.small)\n\(example)")
      #expect(configuration.channels.count == 1)
    }
  }

  @Test func `begin with the digest that is shipped`() throws {
    let shipped = try Checkout.text("config.yml")
    let first = try #require(try blocks("yaml", of: "docs/digests.md").first)
    let lines = first.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.count == 6)
    for line in lines { #expect(shipped.contains(line), "config.yml does not have \(line)") }
  }

  @Test func `of templates are templates, and name only what there is`() throws {
    let workplace = try Workplace()
    let example = try #require(try blocks("mustache", of: "docs/digests.md").first)
    let folder = "\(workplace.folder)/templates"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try workplace.write(example, to: "templates/mail.txt.mustache")
    #expect(throws: Never.self) { try workplace.open(["instance.templates=\(folder)"]) }
  }

  /// The texts between ```` ```LANGUAGE ```` and its end, without the indentation of a list.
  private func blocks(_ language: String, of path: String) throws -> [String] {
    var found: [String] = []
    var open: (indent: Int, lines: [String])?
    for line in try Checkout.text(path).components(separatedBy: "\n") {
      let bare = line.trimmingCharacters(in: .whitespaces)
      if let block = open {
        if bare == "```" {
          found.append(block.lines.joined(separator: "\n") + "\n")
          open = nil
        } else {
          open = (block.indent, block.lines + [String(line.dropFirst(block.indent))])
        }
      } else if bare == "```\(language)" {
        open = (line.count - bare.count, [])
      }
    }
    return found
  }
}
