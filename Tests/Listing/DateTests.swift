import Foundation
import Listing
import Papers
import TestKit
import Testing

@Suite struct `The dates of a list` {
  /// The entries as `title date`, in the order of the file.
  private func dates(_ bullets: [String], fallback: String = "2401") throws -> [String] {
    let document = ListDocument(markdown: bullets.map { "* \($0)\n" }.joined())
    let listed = document.dated(fallback: try #require(Month(yymm: fallback)))
    return listed.map { "\($0.entry.title) \($0.date.rfc3339)" }
  }

  private func bullet(_ title: String, _ label: String? = nil) -> String {
    (label.map { "[\($0)] " } ?? "") + "[\(title)](https://example.org/\(title))"
  }

  @Test func `are of the label's month, the lower in the file the older`() throws {
    let list = [bullet("a", "2502"), bullet("b", "2501"), bullet("c", "2502"), bullet("d", "2501")]
    #expect(
      try dates(list) == [
        "a 2025-02-01T00:01:00Z", "b 2025-01-01T00:01:00Z", "c 2025-02-01T00:00:00Z",
        "d 2025-01-01T00:00:00Z",
      ]
    )
  }

  @Test func `do not move when an entry is added on top`() throws {
    let list = [bullet("a", "2502"), bullet("b", "2502"), bullet("c", "2501")]
    for added in ["2503", "2502", "2501"] {
      #expect(try dates([bullet("new", added)] + list).dropFirst() == (try dates(list))[...])
    }
  }

  @Test func `do not move below an entry that is added on top of a section, nor in other months`() throws {
    let upper = [bullet("a", "2502"), bullet("b", "2501")]
    let lower = [bullet("c", "2502"), bullet("d", "2501")]
    let before = try dates(upper + lower)
    let after = try dates(upper + [bullet("new", "2502")] + lower)
    #expect(after.suffix(2) == before.suffix(2))
    #expect(after[1] == before[1])
  }

  @Test func `of an unlabelled entry are those of its neighbours`() throws {
    let list = [bullet("a"), bullet("b", "2502"), bullet("c"), bullet("d", "2501"), bullet("e")]
    #expect(
      try dates(list) == [
        "a 2025-02-01T00:02:00Z", "b 2025-02-01T00:01:00Z", "c 2025-02-01T00:00:00Z",
        "d 2025-01-01T00:01:00Z", "e 2025-01-01T00:00:00Z",
      ]
    )
  }

  @Test func `of a list without labels are the fallback's`() throws {
    #expect(try dates([bullet("a"), bullet("b")]) == ["a 2024-01-01T00:01:00Z", "b 2024-01-01T00:00:00Z"])
    #expect(try dates([]).isEmpty)
  }

  @Test func `are the same at every reading, and no two alike`() throws {
    for path in ["lists/README.md", "Tests/Listing/Fixtures/list.md"] {
      let document = ListDocument(markdown: try text(path))
      let fallback = try #require(Month(yymm: "2401"))
      let dates = document.dated(fallback: fallback).map(\.date)
      #expect(Set(dates).count == document.entries.count)
      #expect(ListDocument(markdown: try text(path)).dated(fallback: fallback).map(\.date) == dates)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `are unique in any mixture of labels`(seed: UInt64) throws {
    var random = Seeded(seed)
    let labels = [nil, "2501", "2502", "2412", "9107"]
    let list = (0..<200).map { bullet("t\($0)", labels.randomElement(using: &random) ?? nil) }
    let document = ListDocument(markdown: list.map { "* \($0)\n" }.joined())
    let listed = document.dated(fallback: try #require(Month(yymm: "2401")))
    #expect(Set(listed.map(\.date)).count == 200)
    for one in listed {
      guard let label = one.entry.label else { continue }
      #expect(Month(of: Day(utc: one.date)) == label)
    }
  }
}
