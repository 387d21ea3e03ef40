internal import CScan
import Papers

/// The matcher by itself, without rules: how often phrases stand in texts.
package struct PhraseCounter: Sendable {
  private let index: PhraseIndex

  /// What has no word is left out.
  package init(_ phrases: [String]) {
    index = PhraseIndex(phrases.compactMap { Phrase($0.unicodeScalars[...]) })
  }

  /// Each line of UTF-8 is a text.
  package func count(linesOf bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var start = 0
    while start < bytes.count {
      var haystack = Haystack(size: Self.batch)
      let first = start
      while start < bytes.count, start - first < Self.batch {
        let end = lineEnd(in: bytes, from: start)
        haystack.add(UnsafeBufferPointer(rebasing: bytes[start..<end]), field: .abstract, paper: 0)
        start = end + 1
      }
      count += index.finds(in: haystack).count
    }
    return count
  }

  /// How many bytes are searched together: about a batch of papers.
  private static let batch = Haystack.batch * 1_400

  private func lineEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    return start + scan_line(base + start, bytes.count - start)
  }
}
