/// A changed list.
package struct ListEdit: Sendable, Equatable {
  package let bytes: [UInt8]
  /// The 1-based line that was written, or taken out.
  package let line: Int
  /// A unified diff of the one place that changed, without the file headers.
  package let diff: String

  /// Replaces whole lines; all other bytes stay.
  init(_ outline: ListOutline, replacing range: Range<Int>, with new: [[UInt8]], at line: Int) {
    let lines = outline.lines
    bytes =
      Array(lines.bytes(of: 0..<range.lowerBound)) + new.joined()
      + lines.bytes(of: range.upperBound..<lines.count)
    self.line = line
    diff = UnifiedDiff.text(outline.lines, range, new.map { $0[...] })
  }
}

/// The difference of two texts that differ in one place.
enum UnifiedDiff {
  private static let context = 3

  static func text(_ old: ListLines, _ range: Range<Int>, _ new: [ArraySlice<UInt8>]) -> String {
    // Lines that are the same at both ends of the place are context too.
    let removed = old[range]
    let head = zip(removed, new).prefix { $0 == $1 }.count
    let tail = zip(removed.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }
      .count
    let changed = (range.lowerBound + head)..<(range.upperBound - tail)
    let added = new.dropFirst(head).dropLast(tail)
    let start = max(0, changed.lowerBound - context)
    let end = min(old.count, changed.upperBound + context)
    let oldCount = end - start
    let newCount = oldCount - changed.count + added.count
    var text =
      "@@ -\(oldCount == 0 ? 0 : start + 1),\(oldCount) +\(newCount == 0 ? 0 : start + 1),\(newCount) @@\n"
    for line in old[start..<changed.lowerBound] { text += written(" ", line) }
    for line in old[changed] { text += written("-", line) }
    for line in added { text += written("+", line) }
    for line in old[changed.upperBound..<end] { text += written(" ", line) }
    return text
  }

  private static func written(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
    let ending = line.terminator
    let words = String(decoding: line.dropLast(ending.count), as: UTF8.self)
    return "\(mark)\(words)\n" + (ending.isEmpty ? "\\ No newline at end of file\n" : "")
  }
}
