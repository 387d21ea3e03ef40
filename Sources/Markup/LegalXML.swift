extension String {
  /// Itself without the characters that XML 1.0 cannot carry, not even as references: U+0000 to U+001F except
  /// tab, line feed and carriage return, and U+FFFE and U+FFFF. libxml2's writer would let them through.
  package var legalInXML: String {
    guard unicodeScalars.contains(where: { !$0.isLegalInXML }) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter(\.isLegalInXML)))
  }
}

extension Unicode.Scalar {
  fileprivate var isLegalInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
