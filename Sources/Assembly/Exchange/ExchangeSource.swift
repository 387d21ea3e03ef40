/// A file that is imported, as text.
struct ExchangeSource: Sendable {
  /// As it is called in messages.
  let name: String
  /// Without a byte order mark.
  let text: String

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// Reads a file, plain or gzip; `-` for standard input.
  ///
  /// - Throws: `InputError` when it cannot be read, or is not UTF-8.
  init(path: String) throws(InputError) {
    let name = path == "-" ? "standard input" : path
    var lines = try Lines(path: path)
    var text = ""
    while let line = try lines.next() {
      guard let part = String(validating: line, as: UTF8.self) else {
        throw InputError(file: name, line: lines.number, reason: "the line is not UTF-8")
      }
      text += part
      text += "\n"
    }
    self.init(name: name, text: text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text)
  }

  /// Each line with its number, line breaks of any system apart.
  var lines: [(number: Int, text: Substring)] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .enumerated().map { ($0.offset + 1, $0.element) }
  }

  func fault(_ line: Int, _ reason: String) -> InputError {
    InputError(file: name, line: line, reason: reason)
  }
}
