/// Where the brackets, code and comments of a bullet begin and end (CommonMark 0.31, sections 2.4, 6.1 and 6.6). Takes
/// time that grows with the length of the text alone.
struct InlineMarks {
  /// Where each bracket and parenthesis closes that does; none of those in code, in comments, or escaped.
  private(set) var partners: [Int: Int] = [:]
  /// Where code that begins at an index ends, with its backticks.
  private(set) var code: [Int: Int] = [:]
  /// Where a comment that begins at an index ends, with its marks.
  private(set) var comments: [Int: Int] = [:]

  private let text: [Character]
  /// Where runs of so many backticks begin that have not been passed, the last one first.
  private var ticks: [Int: [Int]] = [:]
  /// Where `-->` ends that has not been passed, the last one first.
  private var commentEnds: [Int] = []

  init(_ text: [Character]) {
    self.text = text
    findEnds()
    var brackets: [Int] = []
    var parentheses: [Int] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case "\\": index += 1
      case "`": index = endOfCode(at: index) - 1
      case "<": index = endOfComment(at: index) - 1
      case "[": brackets.append(index)
      case "(": parentheses.append(index)
      case "]": if let open = brackets.popLast() { partners[open] = index }
      case ")": if let open = parentheses.popLast() { partners[open] = index }
      default: break
      }
      index += 1
    }
  }

  private mutating func findEnds() {
    for index in text.indices.reversed() {
      if text[index] == "`", index == 0 || text[index - 1] != "`" {
        ticks[run(at: index), default: []].append(index)
      }
      if text[index] == ">", index >= 2, text[index - 1] == "-", text[index - 2] == "-" {
        commentEnds.append(index + 1)
      }
    }
  }

  private func run(at index: Int) -> Int { text[index...].prefix { $0 == "`" }.count }

  /// Where the text goes on behind the backticks, or behind the code that they begin.
  private mutating func endOfCode(at index: Int) -> Int {
    let length = run(at: index)
    while let next = ticks[length]?.last, next < index + length { ticks[length]?.removeLast() }
    guard let close = ticks[length]?.last else { return index + length }
    code[index] = close + length
    return close + length
  }

  private mutating func endOfComment(at index: Int) -> Int {
    guard text[index...].starts(with: "<!--") else { return index + 1 }
    while let next = commentEnds.last, next < index + "<!---->".count { commentEnds.removeLast() }
    guard let end = commentEnds.last else { return index + 1 }
    comments[index] = end
    return end
  }
}

extension Character {
  /// What a backslash in front takes the meaning from (section 2.4).
  var isEscapable: Bool {
    guard let value = asciiValue else { return false }
    return (0x21...0x2F).contains(value) || (0x3A...0x40).contains(value) || (0x5B...0x60).contains(value)
      || (0x7B...0x7E).contains(value)
  }
}
