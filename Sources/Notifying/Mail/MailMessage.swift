internal import Crypto
private import Foundation
internal import Papers

/// A message of RFC 5322 that says the same as text and as HTML (multipart/alternative, RFC 2046).
struct MailMessage {
  let fields: [HeaderField]
  let text: String
  let html: String
  /// Whatever is the same when the message is.
  let key: String

  /// 7-bit, CRLF at the end of each line.
  var bytes: [UInt8] {
    let boundary = Self.boundary(key)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((text.utf8.count + html.utf8.count) * 5 / 4 + 4096)
    for field in fields { bytes += field.lines.utf8 }
    bytes += HeaderField("MIME-Version", "1.0").lines.utf8
    bytes += HeaderField("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]).lines.utf8
    // The richest comes last: readers show the last that they can.
    for (kind, content) in [("text/plain", text), ("text/html", html)] {
      bytes += "\r\n--\(boundary)\r\n".utf8
      bytes += HeaderField("Content-Type", "\(kind); charset=utf-8").lines.utf8
      bytes += HeaderField("Content-Transfer-Encoding", "quoted-printable").lines.utf8
      bytes += "\r\n".utf8
      bytes += QuotedPrintable.encode(content)
    }
    bytes += "\r\n--\(boundary)--\r\n".utf8
    return bytes
  }

  /// `=_` is in no quoted-printable text (RFC 2045, section 6.7).
  private static func boundary(_ key: String) -> String {
    "=_" + SHA256.hash(data: Data(key.utf8)).prefix(12).map(\.hexadecimal).joined()
  }
}
