import Foundation
import Listing
import Papers
import Testing

/// The root of the checkout, wherever it is built from.
let checkout = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The text of a file of the checkout.
func text(_ path: String) throws -> String {
  try String(contentsOf: checkout.appendingPathComponent(path), encoding: .utf8)
}

/// The entry as it is written in the expectations: what it has, a line each.
func described(_ entry: Entry) -> String {
  var lines = ["\(entry.line) \(entry.label?.yymm ?? "-") [\(entry.name ?? "")] \(entry.title)"]
  lines.append("  \(entry.work) = \(entry.url)")
  if let affiliation = entry.affiliation { lines.append("  at \(affiliation)") }
  lines += entry.links.map { "  \($0.label): \($0.url)" }
  lines.append("  in \(entry.section.joined(separator: " / "))")
  return lines.joined(separator: "\n")
}

func described(_ document: ListDocument) -> String {
  document.entries.map { described($0) + "\n" }.joined()
}

/// The one entry of a bullet.
func entry(_ bullet: String) throws -> Entry {
  let entries = ListDocument(markdown: "* " + bullet).entries
  #expect(entries.count == 1)
  return try #require(entries.first)
}
