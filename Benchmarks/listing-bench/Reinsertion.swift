import Foundation
import Listing
import Papers

/// What became of one entry that was taken out, drafted and inserted again.
struct Reinsertion {
  let entry: Entry
  let paper: Paper
  let draft: Draft
  /// As it is read from the list after the insertion; nil when it was refused.
  let again: Entry?
  let refusal: String?
  let isOneLine: Bool
  /// Between it and its old place stand only entries of its month.
  let isPlaceRight: Bool
  let isPlaceSame: Bool

  init(of entry: Entry, _ paper: Paper, section: String?, in list: [UInt8]) {
    self.entry = entry
    self.paper = paper
    let without = Self.without(entry, list)
    let editor = ListEditor(bytes: without)
    let draft = Drafter().draft(paper, section: section, in: editor)
    self.draft = draft
    var refusal: String?
    var edit: ListEdit?
    do throws(ListRefusal) {
      edit = try editor.inserting(draft)
    } catch {
      refusal = "\(error)"
      edit = try? editor.inserting(draft, allowing: [.id, .code, .title])
    }
    self.refusal = refusal
    let now = edit.map { ListDocument(markdown: String(decoding: $0.bytes, as: UTF8.self)).entries } ?? []
    let again = now.first { $0.work == entry.work && $0.line == edit?.line }
    self.again = again
    isOneLine = edit.map { Self.isOneLine(without, $0.bytes, draft.line) } ?? false
    let (old, new) = (Self.place(entry, list), again.flatMap { found in now.firstIndex(of: found) })
    guard let old, let new, again?.section == entry.section else {
      isPlaceRight = false
      isPlaceSame = false
      return
    }
    isPlaceSame = old == new
    let between = old < new ? now[old..<new] : now[(new + 1)..<(old + 1)]
    isPlaceRight = between.allSatisfy {
      ($0.label ?? $0.work.paper?.month) == (entry.label ?? entry.work.paper?.month)
    }
  }

  private static func place(_ entry: Entry, _ list: [UInt8]) -> Int? {
    ListDocument(markdown: String(decoding: list, as: UTF8.self)).entries.firstIndex(of: entry)
  }

  /// The list without the entry's lines and the blank line behind them.
  private static func without(_ entry: Entry, _ list: [UInt8]) -> [UInt8] {
    var lines = list.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let start = entry.line - 1
    var end = start + 1
    while end < lines.count, !isBlank(lines[end]) { end += 1 }
    if end < lines.count { end += 1 }
    lines.removeSubrange(start..<end)
    return Array(lines.joined(separator: [0x0A]))
  }

  private static func isBlank(_ line: [UInt8]) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
  }

  /// Whether what was added is the line and one blank line at most, in one piece.
  private static func isOneLine(_ before: [UInt8], _ after: [UInt8], _ line: String) -> Bool {
    let head = zip(before, after).prefix { $0 == $1 }.count
    guard after.count > before.count, after.suffix(before.count - head).elementsEqual(before[head...]) else {
      return false
    }
    let added = after.count - before.count - line.utf8.count
    return (1...4).contains(added)
      && after.count(where: { $0 == 0x0A }) - before.count(where: { $0 == 0x0A }) <= 2
  }
}
