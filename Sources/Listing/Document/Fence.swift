/// The line that opens a block of code.
struct Fence {
  let mark: Character
  let length: Int

  /// nil for another line; backticks that close on the same line are code within prose.
  init?(opening line: Substring) {
    guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
    self.mark = mark
    length = line.prefix { $0 == mark }.count
    guard length >= 3, mark == "~" || !line.dropFirst(length).contains("`") else { return nil }
  }

  func isClosed(by line: Substring) -> Bool {
    let marks = line.prefix { $0 == mark }
    return marks.count >= length && line.dropFirst(marks.count).allSatisfy(\.isWhitespace)
  }
}
