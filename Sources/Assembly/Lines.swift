private import CZlib
private import Foundation

/// The lines of a file, plain or gzip, one at a time, so that memory does not grow with the file.
package struct Lines: ~Copyable {
  private let file: gzFile
  private let name: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// Of the line that was read last, 1-based.
  package private(set) var number = 0

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
  package mutating func next() throws(InputError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return line(upTo: end)
      }
      searched = buffer.count
      guard try fill() else { break }
      searched -= start
      start = 0
    }
    guard start < buffer.count else { return nil }
    defer { start = buffer.count }
    return line(upTo: buffer.count)
  }

  private mutating func line(upTo end: Int) -> [UInt8] {
    number += 1
    return Array(buffer[start..<end])
  }

  /// Reads on behind what is left of the buffer, which moves to its front; false at the end of the file.
  private mutating func fill() throws(InputError) -> Bool {
    guard !isAtEnd else { return false }
    buffer.removeFirst(start)
    let kept = buffer.count
    let size = 1 << 16
    buffer.append(contentsOf: repeatElement(0, count: size))
    let count = buffer.withUnsafeMutableBytes { raw in
      gzread(file, raw.baseAddress.map { $0 + kept }, UInt32(size))
    }
    buffer.removeLast(size - max(0, Int(count)))
    if count < size { try checkEnd() }
    if count <= 0 {
      isAtEnd = true
      start = 0
    }
    return count > 0
  }

  /// zlib answers a damaged file with an error, and one that ends too soon with Z_BUF_ERROR after all it could read.
  private func checkEnd() throws(InputError) {
    var code: Int32 = 0
    let message = gzerror(file, &code)
    guard code != Z_OK, code != Z_STREAM_END else { return }
    let reason =
      code == Z_BUF_ERROR ? "the gzip data ends too soon" : message.map { String(cString: $0) } ?? ""
    throw InputError(file: name, line: number + 1, reason: reason)
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
