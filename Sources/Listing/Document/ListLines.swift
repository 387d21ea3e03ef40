/// The lines of a file with their exact bytes: put together again they are the file.
package struct ListLines: Sendable, RandomAccessCollection {
  private let bytes: [UInt8]
  /// Where each line begins, and at last where the file ends.
  private let starts: [Int]

  /// Lines as an editor counts them: they end with LF, CRLF or a lone CR; other separators of Unicode do not end one.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [Int] = [0]
    for index in bytes.indices {
      let isPair = bytes[index] == Self.cr && index + 1 < bytes.count && bytes[index + 1] == Self.lf
      if bytes[index] == Self.lf || (bytes[index] == Self.cr && !isPair) { starts.append(index + 1) }
    }
    if starts.last != bytes.count { starts.append(bytes.count) }
    self.starts = starts
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts.count - 1 }

  /// The line with what ends it.
  package subscript(position: Int) -> ArraySlice<UInt8> { bytes[starts[position]..<starts[position + 1]] }

  /// The bytes of several lines.
  package func bytes(of lines: Range<Int>) -> ArraySlice<UInt8> {
    bytes[starts[lines.lowerBound]..<starts[lines.upperBound]]
  }

  /// The line as text, without what ends it. Bytes that are not UTF-8 are replaced.
  package func text(_ position: Int) -> String {
    let line = self[position]
    return String(decoding: line.dropLast(Self.ending(of: line).count), as: UTF8.self)
  }

  package func isBlank(_ position: Int) -> Bool {
    self[position].allSatisfy { [0x20, 0x09, Self.cr, Self.lf].contains($0) }
  }

  /// What most lines end with: LF when there is none.
  package var ending: [UInt8] {
    var counts: [[UInt8]: Int] = [:]
    for line in self { counts[Array(Self.ending(of: line)), default: 0] += 1 }
    counts[[]] = nil
    return counts.max { ($0.value, $0.key.count) < ($1.value, $1.key.count) }?.key ?? [Self.lf]
  }

  /// LF, CRLF, CR, or nothing at the end of the file.
  package static func ending(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let last = line.last, last == lf || last == cr else { return line.suffix(0) }
    let isPair = last == lf && line.count > 1 && line[line.endIndex - 2] == cr
    return line.suffix(isPair ? 2 : 1)
  }

  private static let lf: UInt8 = 0x0A
  private static let cr: UInt8 = 0x0D
}
