extension String {
  /// One line that a person can read and a terminal survives: white space collapsed; without control characters,
  /// marks that turn the direction of writing, and characters of no width that join nothing.
  var readable: String {
    var kept = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .lineSeparator {
        kept.append(" ")
      } else if !scalar.isHidden {
        kept.append(scalar)
      }
    }
    return String(kept).split(separator: " ").joined(separator: " ")
  }

  /// The letters and digits, lowercase: titles and names are compared by them.
  var bare: String {
    var kept = String.UnicodeScalarView()
    for scalar in lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      kept.append(scalar)
    }
    return String(kept)
  }
}

extension Unicode.Scalar {
  fileprivate var isHidden: Bool {
    switch properties.generalCategory {
    case .control, .surrogate, .unassigned, .privateUse: true
    case .format: value != 0x200D && value != 0x200C
    default: false
    }
  }
}
