/// The status line and headers of the final response, gathered line by line.
struct ResponseHead {
  private(set) var headers: [(name: String, value: String)] = []
  /// Whether the empty line came that ends it.
  private(set) var isComplete = false
  private var size = 0

  /// More than any server sends with good intentions.
  private static let maxSize = 256 << 10

  /// Takes one line with its ending. A status line starts over: what came before belonged to an interim response,
  /// or to a proxy.
  mutating func add(_ line: UnsafeRawBufferPointer) throws(WireError) {
    size += line.count
    guard size <= Self.maxSize else { throw .broken("the headers are longer than \(Self.maxSize) bytes") }
    guard !line.starts(with: "HTTP/".utf8) else {
      headers.removeAll()
      isComplete = false
      return
    }
    if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) { isComplete = true }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    headers.append((name, Self.trimmed(line[(colon + 1)...])))
  }

  /// Whether the body is gzip; throws when it is something that nobody asked for.
  func isGzip() throws(WireError) -> Bool {
    let encodings = headers.filter { $0.name == "content-encoding" }.map { $0.value.lowercased() }
    switch encodings {
    case [], ["identity"], [""]: return false
    case ["gzip"], ["x-gzip"]: return true
    default: throw .broken("the body is encoded as \(encodings.joined(separator: ", "))")
    }
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
