/// One line of text that is being written.
package struct LineEditor: Equatable, Sendable {
  private var before: [Character]
  private var after: [Character] = []

  /// What became of a key.
  package enum Answer: Equatable, Sendable { case editing, done, left }

  package init(_ text: String = "") { before = Array(text.printable) }

  package var text: String { String(before + after) }
  /// What stands left of the cursor.
  package var beginning: String { String(before) }

  package mutating func press(_ key: Key) -> Answer {
    switch key {
    case .enter: return .done
    case .escape, .control("c"), .control("g"): return .left
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .backspace: _ = before.popLast()
    case .delete, .control("d"): if !after.isEmpty { after.removeFirst() }
    case .left, .control("b"): if let last = before.popLast() { after.insert(last, at: 0) }
    case .right, .control("f"): if !after.isEmpty { before.append(after.removeFirst()) }
    case .home, .control("a"): (before, after) = ([], before + after)
    case .end, .control("e"): (before, after) = (before + after, [])
    case .control("u"): before = []
    case .control("k"): after = []
    case .control("w"): removeWord()
    default: break
    }
    return .editing
  }

  /// Through text, so that a combining mark or a joiner joins the character it was typed after.
  private mutating func insert(_ text: String) { before = Array((String(before) + text).printable) }

  private mutating func removeWord() {
    while before.last == " " { before.removeLast() }
    while let last = before.last, last != " " { before.removeLast() }
  }
}
