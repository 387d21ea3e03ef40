extension String {
  /// Percent-encoded but for unreserved characters (RFC 3986, section 2.3): one segment of a path, or one value of a
  /// query. What is percent-encoded already is encoded once more.
  package var percentEncoded: String {
    utf8.map { byte in
      byte.isLetterOrDigit || "-._~".utf8.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + byte.hexadecimal
    }
    .joined()
  }
}

extension UInt8 {
  /// Two digits, in upper case.
  package var hexadecimal: String { String(decoding: hexadecimalDigits, as: UTF8.self) }

  /// The same in ASCII.
  package var hexadecimalDigits: [UInt8] {
    let digits: StaticString = "0123456789ABCDEF"
    return digits.withUTF8Buffer { [$0[Int(self >> 4)], $0[Int(self & 15)]] }
  }

  /// Of ASCII.
  package var isLetterOrDigit: Bool { (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF) }
}
