private import CZlib
private import Foundation

/// The lines of a file, plain or gzip, one at a time, so that memory does not grow with the file.
package struct Lines: ~Copyable {
  private let file: gzFile
  private let name: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// What is wrong behind the lines that could be read.
  private var damage: String?
  /// Of the line that was read last, 1-based.
  package private(set) var number = 0

  /// How much is unpacked at once.
  private static let piece = 1 << 18

  /// - Parameter path: `-` for standard input.
  /// - Throws: `InputError` when the file cannot be opened.
  package init(path: String) throws(InputError) {
    name = path == "-" ? "standard input" : path
    guard let file = path == "-" ? gzdopen(dup(STDIN_FILENO), "rb") : gzopen(path, "rb") else {
      throw InputError(file: name, line: nil, reason: "cannot open it: \(String(cString: strerror(errno)))")
    }
    self.file = file
    gzbuffer(file, 1 << 17)
  }

  deinit { gzclose_r(file) }

  /// The next line without its end; nil at the end of the file.
  ///
  /// - Throws: `InputError` when the file is damaged, behind the last line that is whole.
  package mutating func next() throws(InputError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = lineEnd(from: searched) {
        defer { start = end + 1 }
        return line(upTo: end)
      }
      searched = buffer.count - start
      guard fill() else { break }
    }
    if let damage { throw InputError(file: name, line: number + 1, reason: damage) }
    guard start < buffer.count else { return nil }
    defer { start = buffer.count }
    return line(upTo: buffer.count)
  }

  private func lineEnd(from position: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard position < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + position, Int32(UInt8(ascii: "\n")), bytes.count - position)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private mutating func line(upTo end: Int) -> [UInt8] {
    number += 1
    return Array(buffer[start..<end])
  }

  /// Reads on behind what is left of the buffer, which moves to its front; false at the end of the file.
  private mutating func fill() -> Bool {
    guard !isAtEnd else { return false }
    buffer.removeFirst(start)
    start = 0
    let kept = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.piece))
    let count = buffer.withUnsafeMutableBytes { raw in
      gzread(file, raw.baseAddress.map { $0 + kept }, UInt32(Self.piece))
    }
    buffer.removeLast(Self.piece - max(0, Int(count)))
    if count < Self.piece { checkEnd() }
    isAtEnd = count <= 0 || damage != nil
    return count > 0
  }

  /// zlib answers a damaged file with an error, and one that ends too soon with Z_BUF_ERROR after all it
  /// could read.
  private mutating func checkEnd() {
    var code: Int32 = 0
    let message = gzerror(file, &code)
    guard code != Z_OK, code != Z_STREAM_END else { return }
    damage = code == Z_BUF_ERROR ? "the gzip data ends too soon" : message.map { String(cString: $0) } ?? ""
  }
}

/// Input that cannot be used.
package struct InputError: Error, Sendable, CustomStringConvertible {
  package let file: String
  /// 1-based.
  package let line: Int?
  package let reason: String

  package var description: String {
    ([file] + (line.map { ["\($0)"] } ?? [])).joined(separator: ":") + ": " + reason
  }
}
