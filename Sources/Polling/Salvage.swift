import Foundation
import Markup
import Papers

/// Reads what can be read of a page that is damaged at the same place every time it is fetched: the characters that
/// XML forbids are taken out; if that is not enough, every entry is read on its own (arxiv-protocol F14).
///
/// Only a page that is there to its end is salvaged: one that was cut off would look like a short whole one.
struct Salvage {
  /// The element of one entry, `record` or `entry`.
  let element: String
  private let raw: Pieces
  private let clean: Pieces

  /// nil when the body does not begin and end as a page of `root` does.
  init?(_ body: [UInt8], root: String, element: String) {
    let stripped = LegalText.stripped(body)
    guard let raw = Pieces(body, root: root, element: element),
      let clean = Pieces(stripped, root: root, element: element), raw.entries.count == clean.entries.count
    else { return nil }
    self.element = element
    self.raw = raw
    self.clean = clean
  }

  /// The page without forbidden characters.
  var strippedBody: [UInt8] { clean.joined(clean.entries) }

  /// The page with the entries alone that `isReadable` takes when it is given a page of one of them; nil when what is
  /// around them cannot be read either.
  func body(ofReadable isReadable: ([UInt8]) -> Bool) -> (body: [UInt8], unreadable: [DamagedPaper])? {
    guard isReadable(clean.joined([])) else { return nil }
    var kept: [ArraySlice<UInt8>] = []
    var unreadable: [DamagedPaper] = []
    for (entry, original) in zip(clean.entries, raw.entries) {
      if isReadable(clean.joined([entry])) {
        kept.append(entry)
      } else {
        let paper = LooseEntry(entry).paper
        unreadable.append(
          DamagedPaper(paper: paper, reason: "the entry cannot be read", raw: Array(original))
        )
      }
    }
    return (clean.joined(kept), unreadable)
  }

  /// The readable entries that came with forbidden characters, with the texts that were read without them.
  func repaired(_ papers: [Paper]) -> [DamagedPaper] {
    let byID = Dictionary(papers.map { ($0.id, $0) }) { first, _ in first }
    return zip(clean.entries, raw.entries).compactMap { entry, original in
      guard !entry.elementsEqual(original), let id = LooseEntry(entry).paper?.id, let paper = byID[id] else {
        return nil
      }
      let reason = "characters that XML forbids were taken out"
      return DamagedPaper(paper: paper, reason: reason, raw: Array(original))
    }
  }

  /// The bytes of the entry at a place, as it came.
  static func entry(_ index: Int, of body: [UInt8], root: String, element: String) -> [UInt8] {
    guard let pieces = Pieces(body, root: root, element: element), pieces.entries.indices.contains(index)
    else {
      return []
    }
    return Array(pieces.entries[index])
  }
}

extension DamagedPaper {
  func isAmong(_ papers: Set<PaperID>) -> Bool { paper.map { papers.contains($0.id) } ?? false }
}

/// A page cut at its entries, by bytes.
private struct Pieces {
  private let head: ArraySlice<UInt8>
  private(set) var entries: [ArraySlice<UInt8>] = []
  private let tail: ArraySlice<UInt8>

  init?(_ body: [UInt8], root: String, element: String) {
    let open = Array("<\(element)".utf8)
    let close = Array("</\(element)>".utf8)
    let blank: (UInt8) -> Bool = { $0 <= 0x20 }
    guard let last = body.lastIndex(where: { !blank($0) }),
      body[...last].ends(with: Array("</\(root)>".utf8)),
      body.firstRange(of: Array("<!DOCTYPE".utf8), from: 0) == nil,
      let first = Self.opening(open, in: body, from: 0)
    else { return nil }
    head = body[..<first]
    var start = first
    while let end = body.firstRange(of: close, from: start) {
      // An entry that begins inside of another shows that the other has lost its end.
      if let inner = Self.opening(open, in: body, from: start + open.count), inner < end.lowerBound {
        entries.append(body[start..<inner])
        start = inner
        continue
      }
      entries.append(body[start..<end.upperBound])
      start = end.upperBound
      guard let next = Self.opening(open, in: body, from: start) else { break }
      // What stands between two entries is white space, or an entry that has lost its beginning.
      if !body[start..<next].allSatisfy(blank) { entries.append(body[start..<next]) }
      start = next
    }
    tail = body[start...]
    guard !entries.isEmpty, tail.firstRange(of: open, from: tail.startIndex) == nil else { return nil }
  }

  func joined(_ entries: [ArraySlice<UInt8>]) -> [UInt8] {
    Array(head) + entries.joined() + Array(tail)
  }

  private static func opening(_ open: [UInt8], in body: [UInt8], from: Int) -> Int? {
    var from = from
    while let found = body.firstRange(of: open, from: from) {
      let next = found.upperBound < body.count ? body[found.upperBound] : 0
      if next == UInt8(ascii: ">") || next <= 0x20 { return found.lowerBound }
      from = found.upperBound
    }
    return nil
  }
}

/// What can be found in the text of an entry that is not XML.
private struct LooseEntry {
  private let text: String

  init(_ bytes: ArraySlice<UInt8>) { text = String(decoding: bytes, as: UTF8.self) }

  var paper: Paper? {
    guard let id = PaperID(inside("identifier") ?? inside("id") ?? "") else { return nil }
    return Paper(
      id: id,
      title: inside("title") ?? "",
      abstract: inside("abstract") ?? inside("summary") ?? "",
      categories: OAIDraft.categories(inside("categories") ?? ""),
      announced: inside("datestamp").flatMap { Day($0.prefix(10)) }
    )
  }

  private func inside(_ name: String) -> String? {
    guard let start = text.range(of: "<\(name)>"),
      let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound]).collapsed
  }
}

/// What XML 1.0 allows in a text.
enum LegalText {
  /// Without C0 controls (but tab, line feed and carriage return), U+FFFE and U+FFFF; bytes that are no UTF-8 become
  /// U+FFFD, and an ampersand that begins no reference is written as one.
  static func stripped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: result.append(UInt8(scalar.value))
      case 0..<0x20, 0xFFFE, 0xFFFF: continue
      case 0x26 where !beginsReference(scalars[(index + 1)...]): result += Array("&amp;".utf8)
      default: result += Array(String(scalar).utf8)
      }
    }
    return result
  }

  private static func beginsReference(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let name = rest.prefix(12).prefix { $0 != ";" }
    guard name.endIndex < rest.endIndex, rest[name.endIndex] == ";" else { return false }
    let text = String(String.UnicodeScalarView(name))
    if ["amp", "lt", "gt", "quot", "apos"].contains(text) { return true }
    guard text.hasPrefix("#") else { return false }
    let isHex = text.hasPrefix("#x")
    guard let code = UInt32(text.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10) else { return false }
    return code >= 0x20 && code != 0xFFFE && code != 0xFFFF && Unicode.Scalar(code) != nil
      || [0x09, 0x0A, 0x0D].contains(code)
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  fileprivate func firstRange(of pattern: [UInt8], from start: Int) -> Range<Int>? {
    guard let first = pattern.first else { return nil }
    var index = start
    while index + pattern.count <= endIndex {
      guard let candidate = self[index...].firstIndex(of: first), candidate + pattern.count <= endIndex else {
        return nil
      }
      if self[candidate..<(candidate + pattern.count)].elementsEqual(pattern) {
        return candidate..<(candidate + pattern.count)
      }
      index = candidate + 1
    }
    return nil
  }

  fileprivate func ends(with pattern: [UInt8]) -> Bool {
    count >= pattern.count && suffix(pattern.count).elementsEqual(pattern)
  }
}
