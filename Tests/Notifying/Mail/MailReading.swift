import Foundation

/// What a mail program makes of a message; reads just as much as we write.
struct ReadMail {
  /// Unfolded, in order.
  private(set) var fields: [(name: String, value: String)] = []
  private(set) var body = ""

  init(_ text: String) {
    let bytes = Array(text.utf8)
    let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) ?? bytes.endIndex..<bytes.endIndex
    body = String(decoding: bytes[end.upperBound...], as: UTF8.self)
    for line in String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n") {
      if line.hasPrefix(" "), let last = fields.popLast() {
        fields.append((last.name, last.value + line))
      } else {
        let parts = line.components(separatedBy: ": ")
        fields.append((parts[0], parts.dropFirst().joined(separator: ": ")))
      }
    }
  }

  /// nil when there is none or more than one.
  subscript(_ name: String) -> String? {
    let found = fields.filter { $0.name == name }
    return found.count == 1 ? found.first?.value : nil
  }

  /// The two parts, decoded.
  var parts: [(type: String, content: String)] {
    let boundary = self["Content-Type"]?.components(separatedBy: "boundary=\"").last?.dropLast() ?? ""
    return body.components(separatedBy: "\r\n--\(boundary)").dropLast().filter { $0.contains("Content-Type") }
      .map { part in
        let mail = ReadMail(String(part.drop { $0 == "\r\n" }))
        return (mail["Content-Type"] ?? "", decodeQuotedPrintable(mail.body))
      }
  }
}

/// A value with encoded words, as RFC 2047 has it read: what is between two of them is left out.
func decodeWords(_ value: String) -> String {
  var bytes: [UInt8] = []
  var wasEncoded = false
  for (number, piece) in value.components(separatedBy: " ").enumerated() {
    let fields = piece.components(separatedBy: "?")
    guard fields.count == 5, fields[0] == "=", fields[1] == "utf-8", fields[4] == "=" else {
      bytes += Array(((number > 0 ? " " : "") + piece).utf8)
      wasEncoded = false
      continue
    }
    if number > 0, !wasEncoded { bytes += " ".utf8 }
    let text = fields[3]
    if fields[2] == "b" {
      bytes += Data(base64Encoded: text) ?? Data()
    } else {
      bytes += decodeHexadecimal(text.replacing("_", with: " "))
    }
    wasEncoded = true
  }
  return String(decoding: bytes, as: UTF8.self)
}

func decodeQuotedPrintable(_ text: String) -> String {
  let joined = text.replacing("=\r\n", with: "").replacing("\r\n", with: "\n")
  return String(decoding: decodeHexadecimal(joined), as: UTF8.self)
}

private func decodeHexadecimal(_ text: String) -> [UInt8] {
  let pieces = text.components(separatedBy: "=")
  return Array(pieces[0].utf8)
    + pieces.dropFirst().flatMap { piece in
      [UInt8(piece.prefix(2), radix: 16) ?? 0] + Array(piece.dropFirst(2).utf8)
    }
}
