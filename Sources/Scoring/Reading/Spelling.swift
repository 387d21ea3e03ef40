/// A text as the matcher reads it, and where each byte of that stands in what was written.
///
/// Full-width letters, ligatures, mathematical letters, and accents written as marks or in TeX become the
/// plain letters. What is not seen is left out: TeX's `$`, braces and font commands, soft hyphens. Signs
/// outside ASCII are one byte, `sign`, and between an ideograph and its neighbour stands a `joint`. So all
/// that is not ASCII is part of a word, and words have something between them.
struct Spelling {
  /// Stands for any sign that is neither ASCII nor a quote.
  static let sign: UInt8 = 0x1A
  /// Stands between two words with nothing between them.
  static let joint: UInt8 = 0x1B

  private(set) var bytes: [UInt8] = []
  /// Where what was written is not what is spelled, in order; the rest is byte for byte the same.
  private var pieces: [Piece] = []
  /// Up to where the text has been read into `bytes` and `pieces`.
  private var read = 0
  /// Where the scalar written last begins, for marks that follow it.
  private var last = 0
  /// Whether it is an ideograph; nil behind what is part of no word.
  private var isBehindIdeograph: Bool?

  private struct Piece {
    /// What is spelled.
    let at: Int
    let count: Int
    /// What was written.
    let start: Int
    let end: Int
  }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(text.count)
    var reader = SpellingReader(text)
    while reader.step(into: &self) {}
  }

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { Spelling($0) }
  }

  /// Where the piece of the text begins that a byte comes from.
  func start(of byte: Int) -> Int { source(of: byte).start }

  /// Where it ends.
  func end(of byte: Int) -> Int { source(of: byte).end }

  private func source(of byte: Int) -> (start: Int, end: Int) {
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].at <= byte { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (byte, byte + 1) }
    let piece = pieces[low - 1]
    if byte < piece.at + piece.count { return (piece.start, piece.end) }
    let start = piece.end + byte - piece.at - piece.count
    return (start, start + 1)
  }

  /// ASCII that is spelled as it is written.
  mutating func add(run: UnsafeBufferPointer<UInt8>, from start: Int) {
    guard let first = run.first, let end = run.last else { return }
    advance(from: start, to: start + run.count)
    if isBehindIdeograph == true, first.isWordByte { addJoint(at: start) }
    bytes += run
    last = bytes.count - 1
    isBehindIdeograph = end.isWordByte ? false : nil
  }

  /// Something is spelled otherwise than it is written.
  mutating func add(_ byte: UInt8, from start: Int, to end: Int) {
    add(CollectionOfOne(byte), .ascii(byte), from: start, to: end)
  }

  mutating func add(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    if scalar.isMark, compose(with: scalar, to: end) { return }
    if let plain = PlainLetters.of(scalar) {
      add(plain, .ascii(plain[0]), from: start, to: end)
      return
    }
    let kind = ScalarKind(scalar)
    switch kind {
    case .letter, .ideograph: add(String(scalar).utf8, kind, from: start, to: end)
    case .soft: add(UInt8(ascii: " "), from: start, to: end)
    case .hard: add(scalar.isASCII ? UInt8(scalar.value) : Self.sign, from: start, to: end)
    case .ignored: break
    }
  }

  private mutating func add(
    _ spelled: some Collection<UInt8>,
    _ kind: ScalarKind,
    from start: Int,
    to end: Int
  ) {
    advance(from: start, to: end)
    let isIdeograph: Bool? = kind == .ideograph ? true : kind == .letter ? false : nil
    if let isIdeograph, let isBehindIdeograph, isIdeograph || isBehindIdeograph {
      addJoint(at: start)
    }
    isBehindIdeograph = isIdeograph
    last = bytes.count
    // Each piece costs a look when a place is asked for, and most letters need none.
    if spelled.count != end - start || spelled.count == 1 || isIdeograph == nil {
      pieces.append(Piece(at: last, count: spelled.count, start: start, end: end))
    }
    bytes += spelled
  }

  /// What stands between what was read before and `start` is not spelled.
  private mutating func advance(from start: Int, to end: Int) {
    if start > read { pieces.append(Piece(at: bytes.count, count: 0, start: read, end: start)) }
    read = end
  }

  private mutating func addJoint(at start: Int) {
    pieces.append(Piece(at: bytes.count, count: 1, start: start, end: start))
    bytes.append(Self.joint)
  }

  /// Puts a mark on the letter in front of it, if there is such a letter in Unicode.
  private mutating func compose(with mark: Unicode.Scalar, to end: Int) -> Bool {
    guard last < bytes.count else { return false }
    let letter = String(decoding: bytes[last...], as: UTF8.self)
    guard let composed = Composition.scalar(letter + String(mark)) else { return false }
    let start = source(of: last).start
    bytes.removeSubrange(last...)
    while let piece = pieces.last, piece.at >= last { pieces.removeLast() }
    pieces.append(Piece(at: last, count: String(composed).utf8.count, start: start, end: end))
    read = end
    bytes += String(composed).utf8
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
