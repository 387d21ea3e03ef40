private import Foundation
private import Glibc

/// A stream a person may be looking at.
package struct Screen: Sendable {
  private let descriptor: Int32
  package let isTerminal: Bool
  /// Whether colours are wanted: a terminal, and no `NO_COLOR` (no-color.org).
  package let hasColor: Bool

  package static let output = Screen(descriptor: STDOUT_FILENO)
  package static let errors = Screen(descriptor: STDERR_FILENO)

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let environment = ProcessInfo.processInfo.environment
    hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// What kind of terminal the environment names; empty when none.
  static var term: String { ProcessInfo.processInfo.environment["TERM"] ?? "" }

  /// Columns; 80 when the terminal does not say.
  package var width: Int {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes text and a line break. Whoever stops reading ends the program quietly: `gleaner … | head` is no error.
  package func line(_ text: String = "") { write(text + "\n") }

  /// A piece of a file: word for word, but what could steer a terminal is not shown on one.
  package func data(_ text: String) {
    guard isTerminal else { return line(text) }
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line(String(part).printable) }
  }

  package func write(_ text: String) { write(bytes: Array(text.utf8)) }

  package func write(bytes all: [UInt8]) {
    var bytes = all[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR || errno == EAGAIN { continue }
      guard written > 0 else {
        if errno == EPIPE { exit(EXIT_SUCCESS) }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }

  package func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// How a piece of text is set off; the raw values are SGR parameters (ECMA-48).
package enum Style: String, Sendable {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"
}
