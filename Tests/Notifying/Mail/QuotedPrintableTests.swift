import Foundation
import TestKit
import Testing

@testable import Notifying

@Suite struct QuotedPrintableTests {
  @Test func `Any text comes back, in short lines of 7 bits that no relay changes`() {
    var random = Seeded(5)
    let alphabet = [
      "a", " ", "\t", "=", ".", "From ", "\n", "é", "李", "🧭", "word", "=3D",
      String(repeating: "x", count: 75),
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in random.pick(alphabet) }.joined()
      let encoded = String(decoding: QuotedPrintable.encode(text), as: UTF8.self)
      #expect(encoded.isEmpty || encoded.hasSuffix("\r\n"))
      for line in encoded.components(separatedBy: "\r\n") {
        #expect(
          line.utf8.count <= 76 && line.utf8.allSatisfy { $0 == 9 || (0x20...0x7E).contains($0) },
          "\(line)"
        )
        #expect(!line.hasSuffix(" ") && !line.hasSuffix("\t") && !line.hasPrefix("From "))
      }
      let whole = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
      #expect(decodeQuotedPrintable(encoded) == whole)
    }
  }

  @Test func `A control character does not go out as it is`() {
    #expect(String(decoding: QuotedPrintable.encode("a\r\u{1B}b"), as: UTF8.self) == "a=0D=1Bb\r\n")
  }
}
