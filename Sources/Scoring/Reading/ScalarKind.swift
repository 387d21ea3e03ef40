/// What a scalar is between words.
enum ScalarKind: Equatable {
  /// Part of a word: letters, digits, marks and `_`.
  case letter
  /// A word of its own: scripts written without spaces (Han, kana).
  case ideograph
  /// Spaces, hyphens, dashes and TeX's `~`: all alike, however many.
  case soft
  /// Any other sign.
  case hard
  /// Not there: soft hyphens, joiners, direction marks, variation selectors, ™ and ®.
  case ignored

  init(_ scalar: Unicode.Scalar) {
    self = scalar.isASCII ? Self.ascii(UInt8(scalar.value)) : Self.other(scalar)
  }

  static func ascii(_ byte: UInt8) -> ScalarKind {
    if byte.isWordByte { return .letter }
    return byte.isSoftByte ? .soft : .hard
  }

  private static func other(_ scalar: Unicode.Scalar) -> ScalarKind {
    switch scalar.value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x300...0x36F, 0x3B1...0x3C9: .letter
    case 0x200B, 0x2212: .soft
    case 0xAE, 0x2122, 0xFE00...0xFE0F, 0xE0100...0xE01EF: .ignored
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x312F,
      0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D,
      0x1B000...0x1B16F, 0x20000...0x3FFFD:
      .ideograph
    default: byCategory(scalar)
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar) -> ScalarKind {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      .letter
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .dashPunctuation: .soft
    case .format: .ignored
    default: .hard
    }
  }
}

extension UInt8 {
  /// An ASCII letter, a digit or `_`.
  @inline(__always) var isWordByte: Bool {
    ((self | 0x20) &- 97) < 26 || (self &- 48) < 10 || self == 95
  }

  /// Spaces, line ends, hyphen and `~`.
  @inline(__always) var isSoftByte: Bool {
    self == 32 || self == 45 || (self &- 9) < 5 || self == 126
  }

  /// Capital ASCII letters become small; all else, so every byte of a longer scalar, stays.
  @inline(__always) var folded: UInt8 { (self &- 65) < 26 ? self | 0x20 : self }
}
