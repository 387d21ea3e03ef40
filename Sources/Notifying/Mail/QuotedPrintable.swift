internal import Papers

/// The encoding of RFC 2045, section 6.7: printable ASCII, lines of at most 76 bytes, CRLF at their ends.
enum QuotedPrintable {
  private static let lineLength = 76

  /// Ends in CRLF, whether the text ends in a new line or not.
  static func encode(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { bytes in
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count + bytes.count / 4 + 16)
      var start = bytes.startIndex
      while start < bytes.endIndex {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
        encode(line: bytes[start..<end], into: &out)
        start = min(end + 1, bytes.endIndex)
      }
      return out
    }
  }

  private static func encode(line: Slice<UnsafeBufferPointer<UInt8>>, into out: inout [UInt8]) {
    var column = 0
    for index in line.indices {
      let byte = line[index]
      let isLast = index == line.endIndex - 1
      // Relays strip white space at the end of a line, and some put `>` before a line that begins with `From `.
      var isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || (byte == 0x20 || byte == 0x09) && !isLast
      if column + (isPlain ? 1 : 3) > (isLast ? lineLength : lineLength - 1) {
        out += [0x3D, 0x0D, 0x0A]
        column = 0
      }
      if column == 0, line[index...].starts(with: "From ".utf8) { isPlain = false }
      if isPlain {
        out.append(byte)
      } else {
        out.append(0x3D)
        out += byte.hexadecimalDigits
      }
      column += isPlain ? 1 : 3
    }
    out += [0x0D, 0x0A]
  }
}
