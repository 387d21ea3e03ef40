internal import Foundation

extension Encodable {
  /// The same value always gives the same bytes.
  func jsonBytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}

extension String {
  /// How many bytes the text takes inside a JSON string.
  var jsonCost: Int {
    utf8.reduce(0) { cost, byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: cost + 2
      case 0..<0x20, 0x7F: cost + 6
      default: cost + 1
      }
    }
  }
}
