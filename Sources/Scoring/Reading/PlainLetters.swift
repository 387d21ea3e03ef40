/// Scalars that are another way to write ASCII letters, digits or quotes.
enum PlainLetters {
  /// nil for what is written as it is.
  static func of(_ scalar: Unicode.Scalar) -> [UInt8]? {
    switch scalar.value {
    case 0xFF01...0xFF5E: [UInt8(scalar.value - 0xFF01 + 0x21)]
    case 0x1D400...0x1D6A3: [letter(scalar.value - 0x1D400)]
    case 0x1D7CE...0x1D7FF: [digit((scalar.value - 0x1D7CE) % 10)]
    case 0x2070, 0x2074...0x2079: [UInt8(ascii: "^"), digit(scalar.value - 0x2070)]
    case 0x2080...0x2089: [UInt8(ascii: "_"), digit(scalar.value - 0x2080)]
    default: table[scalar.value].map { Array($0.utf8) }
    }
  }

  /// The mathematical alphabets: A to Z, a to z, in thirteen styles one behind the other.
  private static func letter(_ place: UInt32) -> UInt8 {
    let place = UInt8(place % 52)
    return place < 26 ? UInt8(ascii: "A") + place : UInt8(ascii: "a") + place - 26
  }

  private static func digit(_ value: UInt32) -> UInt8 { UInt8(ascii: "0") + UInt8(value) }

  private static let table: [UInt32: String] = {
    var table: [UInt32: String] = [
      0xB9: "^1", 0xB2: "^2", 0xB3: "^3", 0x207F: "^n", 0x17F: "s", 0x212A: "K",
      0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
      0xAB: "\"", 0xBB: "\"", 0x2032: "'", 0x2033: "\"",
    ]
    for single in 0x2018...0x201B as ClosedRange<UInt32> { table[single] = "'" }
    for double in 0x201C...0x201F as ClosedRange<UInt32> { table[double] = "\"" }
    // The letters of the mathematical alphabets that had a place before them.
    let letterlike: [(UInt32, String)] = [
      (0x2102, "C"), (0x210A, "g"), (0x210B, "H"), (0x210C, "H"), (0x210D, "H"), (0x210E, "h"), (0x2110, "I"),
      (0x2111, "I"), (0x2112, "L"), (0x2113, "l"), (0x2115, "N"), (0x2119, "P"), (0x211A, "Q"), (0x211B, "R"),
      (0x211C, "R"), (0x211D, "R"), (0x2124, "Z"), (0x2128, "Z"), (0x212C, "B"), (0x212D, "C"), (0x212F, "e"),
      (0x2130, "E"), (0x2131, "F"), (0x2133, "M"), (0x2134, "o"),
    ]
    for (scalar, letter) in letterlike { table[scalar] = letter }
    return table
  }()
}
