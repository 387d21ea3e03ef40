/// A text as the matcher reads it, and where each byte of that stands in what was written.
///
/// Full-width letters, ligatures, mathematical letters, and accents written as marks or in TeX become the plain letters.
/// What is not seen is left out: TeX's `$`, braces and font commands, soft hyphens. Signs outside ASCII are one byte, `sign`. So
/// behind ASCII there are only letters and ideographs.
struct Spelling {
  /// Stands for any sign that is neither ASCII nor a quote.
  static let sign: UInt8 = 0x1A

  private(set) var bytes: [UInt8] = []
  /// For each byte, where the piece of the text that it comes from begins and ends.
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []
  /// Where the scalar written last begins, for marks that follow it.
  private var last = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    var reader = SpellingReader(text)
    while reader.step(into: &self) {}
  }

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { Spelling($0) }
  }

  mutating func add(_ byte: UInt8, from start: Int, to end: Int) {
    last = bytes.count
    append(byte, from: start, to: end)
  }

  mutating func add(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    if scalar.isMark, compose(with: scalar, to: end) { return }
    if let plain = PlainLetters.of(scalar) {
      for byte in plain { add(byte, from: start, to: end) }
      return
    }
    switch ScalarKind(scalar) {
    case .letter, .ideograph:
      last = bytes.count
      for byte in String(scalar).utf8 { append(byte, from: start, to: end) }
    case .soft: add(UInt8(ascii: " "), from: start, to: end)
    case .hard: add(scalar.isASCII ? UInt8(scalar.value) : Self.sign, from: start, to: end)
    case .ignored: break
    }
  }

  private mutating func append(_ byte: UInt8, from start: Int, to end: Int) {
    bytes.append(byte)
    starts.append(UInt32(truncatingIfNeeded: start))
    ends.append(UInt32(truncatingIfNeeded: end))
  }

  /// Puts a mark on the letter in front of it, if there is such a letter in Unicode.
  private mutating func compose(with mark: Unicode.Scalar, to end: Int) -> Bool {
    guard last < bytes.count else { return false }
    let letter = String(decoding: bytes[last...], as: UTF8.self)
    guard let composed = Composition.scalar(letter + String(mark)) else { return false }
    let start = Int(starts[last])
    bytes.removeSubrange(last...)
    starts.removeSubrange(last...)
    ends.removeSubrange(last...)
    for byte in String(composed).utf8 { append(byte, from: start, to: end) }
    return true
  }
}

/// Letters with their marks in one scalar.
private enum Composition {
  /// Swift's strings are equal when they are canonically equivalent, so that "e\u{301}" finds "é".
  private static let scalars: [String: Unicode.Scalar] = {
    var scalars: [String: Unicode.Scalar] = [:]
    for range in [0xC0...0x24F, 0x386...0x3CE, 0x400...0x45F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
      for scalar in range.compactMap(Unicode.Scalar.init) { scalars[String(scalar)] = scalar }
    }
    return scalars
  }()

  static func scalar(_ cluster: String) -> Unicode.Scalar? { scalars[cluster] }
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool { (0x300...0x36F).contains(value) }
}
