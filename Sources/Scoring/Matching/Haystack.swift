internal import CScan
import Papers

/// Texts of many papers, one behind the other, as the matcher reads them.
struct Haystack: Sendable {
  /// One text of one paper.
  struct Part: Sendable {
    /// The place of the paper among those that were added.
    let paper: Int
    let field: Field
    let range: Range<Int>
    /// Where the bytes come from; nil when they are the bytes of the text.
    let spelling: Spelling?
  }

  /// Behind each text stands an edge, behind all of them `padding` of them.
  private var bytes = [UInt8](repeating: WordText.edge, count: 1 + padding)
  private(set) var parts: [Part] = []

  /// So many papers are best searched together: enough for all lanes to be busy, few enough to stay close at
  /// hand.
  static let batch = 64

  /// Readers may look at so many bytes behind the end.
  private static let padding = 80
  /// What goes beyond that is not looked at; it keeps positions in 32 bits.
  private static let maxBytes = Int(Int32.max)

  /// - Parameter size: about how many bytes will be added.
  init(size: Int = 0) { bytes.reserveCapacity(size + size / 16 + 2 * Self.padding) }

  mutating func add(_ text: String, field: Field, paper: Int) {
    var text = text
    text.withUTF8 { add($0, field: field, paper: paper) }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, field: Field, paper: Int) {
    // One edge stays between this text and the one before it.
    bytes.removeLast(parts.isEmpty ? Self.padding : Self.padding - 1)
    let start = bytes.count
    let spelling = add(UnsafeBufferPointer(rebasing: text.prefix(Self.maxBytes)))
    if let spelling { bytes += spelling.bytes }
    parts.append(Part(paper: paper, field: field, range: start..<bytes.count, spelling: spelling))
    bytes.append(contentsOf: repeatElement(WordText.edge, count: Self.padding))
  }

  /// Most texts are what they are spelled like.
  private mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Spelling? {
    let start = bytes.count
    bytes.append(contentsOf: text)
    guard let base = text.baseAddress else { return nil }
    if scan_plain_run(base, text.count) == text.count { return nil }
    bytes.removeLast(bytes.count - start)
    return Spelling(text)
  }

  /// All the text there is.
  var range: Range<Int> { 1..<(bytes.count - Self.padding) }

  /// Cuts the parts into runs of about the same length: the first bound, and the end of each run.
  func bounds(parts count: Int) -> [Int] {
    var bounds = [range.lowerBound]
    var part = 0
    for run in 1...count {
      let goal = range.count * run / count
      while part < parts.count, run == count || parts[part].range.upperBound <= goal { part += 1 }
      bounds.append(max(bounds[run - 1], part == 0 ? range.lowerBound : parts[part - 1].range.upperBound))
    }
    return bounds
  }

  func withText<Result>(_ body: (WordText) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(WordText(bytes: $0)) }
  }
}
