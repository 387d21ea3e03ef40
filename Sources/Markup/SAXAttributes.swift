internal import CLibXML2

/// The attributes of one start tag as libxml2 hands them over, five pointers each: local name, prefix, URI,
/// value, end of value. Valid only during the callback.
struct SAXAttributes {
  let count: Int
  let values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

  /// Those written without a prefix, which are the ones in no namespace.
  func unprefixed(_ string: (UnsafePointer<xmlChar>?) -> String) -> [(name: String, value: String)] {
    guard let values, count > 0 else { return [] }
    var found: [(name: String, value: String)] = []
    found.reserveCapacity(count)
    for index in 0..<count {
      let fields = values + 5 * index
      guard fields[1] == nil, let start = fields[3], let end = fields[4] else { continue }
      found.append((string(fields[0]), Self.value(UnsafeBufferPointer(start: start, count: end - start))))
    }
    return found
  }

  /// Without `NOENT`, libxml2 resolves every reference except an ampersand's, which it writes as `&#38;` for the
  /// tree builder to resolve. A bare `&` cannot occur in a value, so each one begins such a reference.
  private static func value(_ bytes: UnsafeBufferPointer<xmlChar>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      plain.append(byte)
      rest = rest.dropFirst(rest.starts(with: ampersand) ? ampersand.count : 1)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static let ampersand = Array("&#38;".utf8)
}
