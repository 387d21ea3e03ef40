/// What a list item begins with (CommonMark 0.31, section 5.2): `*`, `-` or `+`, or a number with `.` or `)`.
struct ListMarker {
  /// With every number as `1`: entries that differ in it alone are written alike.
  let mark: String
  /// Of a numbered item.
  let number: Int?
  /// The spaces and tabs behind the mark.
  let gap: Substring
  /// What follows.
  let text: Substring

  /// nil for a line, given without its indentation, that begins no item.
  init?(_ line: Substring) {
    guard let (mark, length) = Self.mark(line) else { return nil }
    number = Int(line.prefix(length - 1))
    let rest = line.dropFirst(length)
    gap = rest.prefix { $0 == " " || $0 == "\t" }
    guard !gap.isEmpty else { return nil }
    // `* * *` and `- - -` draw a line.
    let isRule =
      "*-".contains(mark) && rest.allSatisfy { "\(mark) \t".contains($0) }
      && rest.filter { !$0.isWhitespace }.count > 1
    guard !isRule else { return nil }
    self.mark = mark
    text = rest.dropFirst(gap.count)
  }

  /// Numbers are short: a line of prose may begin with a year.
  private static func mark(_ line: Substring) -> (mark: String, length: Int)? {
    guard let first = line.first else { return nil }
    if "*-+".contains(first) { return (String(first), 1) }
    let digits = line.prefix { ("0"..."9").contains($0) }
    guard (1...3).contains(digits.count), let end = line.dropFirst(digits.count).first, ".)".contains(end)
    else { return nil }
    return ("1\(end)", digits.count + 1)
  }
}
