/// UTF-8 that a program took for a Windows code page and wrote again as UTF-8: `â€”` for a dash, `ğŸ’»` for a picture.
///
/// Windows-1252 and Windows-1254 (Turkish) are known; they agree on all but six bytes.
package struct Misdecoded: Sendable, Equatable {
  /// What stands there.
  package let text: String
  /// What it was; nil when a byte got lost on the way.
  package private(set) var repaired: String?
  /// What it may have been, on a line that also has text that was read rightly; nobody but a person can tell.
  package private(set) var perhaps: String?
  /// Where it stands, in characters of Unicode from the beginning.
  let range: Range<Int>

  /// Every such place, in the order of the text.
  package static func all(in text: String) -> [Misdecoded] {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return [] }
    let scalars = Array(text.unicodeScalars)
    var found: [Misdecoded] = []
    var index = 0
    while index < scalars.count {
      guard let place = Misdecoded(in: scalars, at: index) else {
        index += 1
        continue
      }
      found.append(place)
      index = place.range.upperBound
    }
    return weighed(found, in: scalars)
  }

  /// A letter with quotes behind it is meant as it stands, unless the line shows that it was read wrongly.
  private static func weighed(_ found: [Misdecoded], in scalars: [Unicode.Scalar]) -> [Misdecoded] {
    let doubtful = found.map { MisdecodingDoubt.isDoubtful($0.range, in: scalars) }
    guard doubtful.contains(true) else { return found }
    guard doubtful.contains(false) else { return [] }
    let foreign = scalars.count { $0.value >= 0x80 }
    guard foreign > found.reduce(0, { $0 + $1.range.count }) else { return found }
    return zip(found, doubtful).map { place, isDoubtful in
      var place = place
      if isDoubtful { (place.perhaps, place.repaired) = (place.repaired, nil) }
      return place
    }
  }

  /// The text with everything put right that can be.
  package static func repair(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for place in all(in: text).reversed() {
      guard let repaired = place.repaired else { continue }
      scalars.replaceSubrange(place.range, with: Array(repaired.unicodeScalars))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// A lead byte of UTF-8 with what follows it. Of three or four bytes the last may be missing: then it is known that
  /// something was there, and not what.
  private init?(in scalars: [Unicode.Scalar], at start: Int) {
    guard let lead = Self.bytes[scalars[start]], let length = Self.length(lead) else { return nil }
    var bytes = [lead]
    while bytes.count < length, start + bytes.count < scalars.count,
      let next = Self.bytes[scalars[start + bytes.count]], (0x80...0xBF).contains(next)
    {
      bytes.append(next)
    }
    guard
      bytes.count == length || bytes.count >= 3 || (length == 3 && bytes.count == 2 && Self.isTelling(bytes))
    else {
      return nil
    }
    let decoded = bytes.count == length ? String(validating: bytes, as: UTF8.self) : nil
    guard bytes.count < length || decoded != nil else { return nil }
    range = start..<(start + bytes.count)
    text = String(String.UnicodeScalarView(scalars[range]))
    repaired = decoded
  }

  /// How many bytes a character has that begins with this one.
  private static func length(_ lead: UInt8) -> Int? {
    switch lead {
    // Of two only those of Western letters: `É»` is more likely to be meant.
    case 0xC2, 0xC3: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// `â€`: general punctuation that lost its last byte; nobody writes that.
  private static func isTelling(_ bytes: [UInt8]) -> Bool { bytes == [0xE2, 0x80] }

  /// The byte that each character was taken for.
  private static let bytes: [Unicode.Scalar: UInt8] = {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for value in 0x80...0xFF { bytes[Unicode.Scalar(UInt8(value))] = UInt8(value) }
    // Windows-1252 has printable characters where ISO 8859-1 has controls.
    let printable: [Unicode.Scalar?] = [
      "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil, nil, "‘", "’", "“", "”",
      "•", "–",
      "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
    ]
    for (offset, scalar) in printable.enumerated() {
      if let scalar { bytes[scalar] = UInt8(0x80 + offset) }
    }
    let turkish: [(Unicode.Scalar, UInt8)] = [
      ("Ğ", 0xD0), ("İ", 0xDD), ("Ş", 0xDE), ("ğ", 0xF0), ("ı", 0xFD), ("ş", 0xFE),
    ]
    for (scalar, byte) in turkish { bytes[scalar] = byte }
    return bytes
  }()
}

extension ListCheck {
  static let misdecoded = ListCheck(
    name: "misdecoded",
    help: "Text was UTF-8 once and was read as a Windows code page; --fix-encoding puts right what can be."
  ) { document in
    document.lines.indices.flatMap { index in
      Misdecoded.all(in: document.lines.text(index)).map { place in
        let what =
          place.repaired.map { "was “\($0)”; --fix-encoding puts it right" }
          ?? place.perhaps.map { "may have been “\($0)”; it stays, as the line also has text that is right" }
        return ListFinding(
          kind: "misdecoded",
          line: index + 1,
          reason: "“\(place.text)” " + (what ?? "has lost a byte: write what it was")
        )
      }
    }
  }

  static let notUTF8 = ListCheck(name: "not-utf8", help: "A line has bytes that are not UTF-8.") { document in
    document.lines.indices.compactMap { index in
      guard String(validating: document.lines[index], as: UTF8.self) == nil else { return nil }
      return ListFinding(
        kind: "not-utf8",
        line: index + 1,
        reason: "the line has bytes that are not UTF-8: save the file as UTF-8"
      )
    }
  }
}

extension ListDocument {
  /// The file with mis-decoded text put right where that can be done exactly; every other byte stays.
  package var withEncodingFixed: [UInt8] {
    lines.indices.flatMap { index -> [UInt8] in
      let line = lines[index]
      guard let text = String(validating: line, as: UTF8.self) else { return Array(line) }
      return Array(Misdecoded.repair(text).utf8)
    }
  }
}
