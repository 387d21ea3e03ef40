extension String {
  /// Text from outside, fit for one line of a terminal, a mail, a chat or a commit: nothing in it ends the line, steers
  /// who shows it, turns the direction of writing, or is there unseen. White space becomes single spaces, none at the
  /// ends. TeX and markup stay as they are.
  package var singleLine: String {
    if utf8.isPlainLine { return self }
    return visible.split(separator: " ").joined(separator: " ")
  }

  /// The same with each white space for itself, for what is set in columns.
  ///
  /// Told by general category (Unicode Standard, section 4.5), so that what Unicode adds is known with it: white space
  /// and the ends of lines and paragraphs become spaces; control characters, format characters, private use and
  /// what no text may hold are left out. Of format characters the joiners stay where they join. The flags of
  /// England, Scotland and Wales, which are spelt in unseen tags, become black flags.
  package var visible: String {
    let scalars = Array(unicodeScalars)
    var kept = UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar.isBreakOrSpace {
        kept.append(" ")
      } else if !scalar.isUnseen {
        kept.append(scalar)
      } else if scalar.properties.isJoinControl, let last = kept.last,
        scalar.joins(last, index + 1 < scalars.count ? scalars[index + 1] : nil)
      {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}

extension String.UTF8View {
  /// Printable ASCII with single spaces between words: most texts are, and asking Unicode about every letter takes a
  /// hundred times as long.
  fileprivate var isPlainLine: Bool {
    var last: UInt8 = 0x20
    for byte in self {
      guard 0x20 <= byte, byte < 0x7F, byte != 0x20 || last != 0x20 else { return false }
      last = byte
    }
    return last != 0x20 || isEmpty
  }
}

extension Unicode.Scalar {
  fileprivate var isBreakOrSpace: Bool {
    switch value {
    case 0x21..<0x7F: false
    case 0x20: true
    default: properties.isWhitespace
    }
  }

  fileprivate var isUnseen: Bool {
    if 0x21 <= value, value < 0x7F { return false }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: true
    // Emoji of a later Unicode are shown.
    case .unassigned: properties.isNoncharacterCodePoint || properties.isDefaultIgnorableCodePoint
    default: false
    }
  }

  /// Whether a joiner or non-joiner between the two does something that a reader sees: it makes one emoji of two, or
  /// chooses the shape of a letter in scripts whose letters join.
  fileprivate func joins(_ last: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
    if last.isOfJoiningScript { return true }
    guard value == 0x200D, let next else { return false }
    return last.isPartOfEmoji && next.isPartOfEmoji
  }

  /// An emoji, a skin tone, or the selector that makes an emoji of a sign.
  private var isPartOfEmoji: Bool { value > 0xFF && (properties.isEmoji || value == 0xFE0F) }

  private var isOfJoiningScript: Bool {
    (properties.isAlphabetic || properties.canonicalCombiningClass == .virama)
      && Self.joiningScripts.contains { $0.contains(value) }
  }

  /// Arabic and its kin, the Indic scripts, Khmer, Mongolian, Adlam.
  private static let joiningScripts: [ClosedRange<UInt32>] = [
    0x0600...0x0DFF, 0x1000...0x109F, 0x1780...0x18AF, 0xA840...0xA8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE,
    0x10A00...0x10AFF, 0x11000...0x11FFF, 0x1E900...0x1E95F,
  ]
}
