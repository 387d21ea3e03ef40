private import Foundation
internal import Papers

/// A header field of RFC 5322, folded so that its lines are short. Nothing in its value can begin another field.
struct HeaderField {
  private let name: String
  private let pieces: [String]

  /// Between the pieces a line may be broken. They are printable ASCII; anything else in them is left out.
  init(_ name: String, _ pieces: [String]) {
    self.name = name
    self.pieces = pieces.map {
      String(decoding: $0.utf8.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
    }
  }

  init(_ name: String, _ piece: String) { self.init(name, [piece]) }

  /// With free text, as in Subject.
  init(_ name: String, text: String) { self.init(name, Self.words(text)) }

  /// With CRLF at the end of each line; none is longer than 78 bytes, unless a single piece is.
  var lines: String {
    var lines = ""
    var line = "\(name):"
    var isFresh = true
    for piece in pieces {
      if !isFresh, line.utf8.count + 1 + piece.utf8.count > Self.lineLength {
        lines += line + "\r\n"
        line = ""
      }
      line += " " + piece
      isFresh = false
    }
    return lines + line + "\r\n"
  }

  /// A display name: atoms, a quoted string, or encoded words (RFC 5322, section 3.2.5; RFC 2047, section 5).
  static func phrase(_ text: String) -> [String] {
    let text = text.singleLine
    guard text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.count <= EncodedWord.maxLength, !text.contains("=?")
    else {
      return EncodedWord.all(text)
    }
    if text.split(separator: " ").allSatisfy({ $0.utf8.allSatisfy(Mailbox.isAtomText) }) { return [text] }
    return ["\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""]
  }

  private static func words(_ text: String) -> [String] {
    let text = text.singleLine
    let words = text.split(separator: " ").map(String.init)
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
    guard isPlain, words.allSatisfy({ $0.utf8.count <= EncodedWord.maxLength }) else {
      return EncodedWord.all(text)
    }
    return words
  }

  private static let lineLength = 78
}

/// The encoded words of RFC 2047.
enum EncodedWord {
  /// So that one fits beside any field's name within the 76 bytes that such a line may have.
  static let maxLength = 58

  /// The text in UTF-8, in words that are split between characters. Q where most can be read, else B.
  static func all(_ text: String) -> [String] {
    let plain = text.utf8.count { isPlain($0) || $0 == 0x20 }
    let isReadable = plain * 2 > text.utf8.count
    let maxBytes = (maxLength - 12) / 4 * 3
    var words: [String] = []
    var bytes: [UInt8] = []
    var length = 0
    for scalar in text.unicodeScalars {
      let next = Array(String(scalar).utf8)
      let cost = isReadable ? next.reduce(0) { $0 + (isPlain($1) || $1 == 0x20 ? 1 : 3) } : next.count
      if length + cost > (isReadable ? maxLength - 12 : maxBytes) {
        words.append(word(bytes, isReadable))
        (bytes, length) = ([], 0)
      }
      bytes += next
      length += cost
    }
    return words + (bytes.isEmpty ? [] : [word(bytes, isReadable)])
  }

  private static func word(_ bytes: [UInt8], _ isReadable: Bool) -> String {
    guard isReadable else { return "=?utf-8?b?\(Data(bytes).base64EncodedString())?=" }
    var text = ""
    for byte in bytes {
      if byte == 0x20 {
        text += "_"
      } else if isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "=" + byte.hexadecimal
      }
    }
    return "=?utf-8?q?\(text)?="
  }

  /// What may stand for itself also in a display name (RFC 2047, section 5, rule 3).
  private static func isPlain(_ byte: UInt8) -> Bool { byte.isLetterOrDigit || "!*+-/".utf8.contains(byte) }
}
