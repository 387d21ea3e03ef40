import Terminal
import Testing

@Suite struct `A table` {
  private let screen = Screen.output

  /// What the lines come to on this screen, which is a terminal when a person runs the tests: then the title line
  /// is set off and all are cut to its width.
  private func shown(_ lines: [String]) -> [String] {
    let lines = lines.map { screen.isTerminal ? $0.fitted(to: screen.width) : $0 }
    return lines.prefix(1).map { screen.styled($0, .bold) } + lines.dropFirst()
  }

  @Test func `lines its columns up by what is seen`() {
    var table = Table([.init("score", .right), .init("id"), .init("state"), .init("title")])
    table.add(["9.5", "2603.00011", "pending", "Leaf"])
    table.add(["-2", "2603.00012", "漢字", "\u{1B}[31mRed\u{202E}\nline"])
    table.add(["", "hep-th/9901001", "e\u{301}", "👩‍👩‍👧 and 💻"])
    #expect(
      table.lines(for: screen)
        == shown([
          "score  id              state    title",
          "  9.5  2603.00011      pending  Leaf",
          "   -2  2603.00012      漢字     [31mRed line",
          "       hep-th/9901001  e\u{301}        👩‍👩‍👧 and 💻",
        ])
    )
  }

  @Test func `leaves no spaces behind its last column, and aligns it when it is of numbers`() {
    var left = Table([.init("a"), .init("a long title")])
    left.add(["1", "x"])
    #expect(left.lines(for: screen) == shown(["a  a long title", "1  x"]))
    var right = Table([.init("a"), .init("points", .right)])
    right.add(["1", "7"])
    #expect(right.lines(for: screen) == shown(["a  points", "1       7"]))
  }

  @Test func `without rows is its titles`() {
    #expect(Table([.init("id"), .init("title")]).lines(for: screen) == shown(["id  title"]))
    #expect(Table([]).lines(for: screen) == shown([""]))
  }

  @Test func `is coloured only where colour is wanted`() {
    let styled = screen.styled("a", .red)
    #expect(styled == (screen.hasColor ? "\u{1B}[31ma\u{1B}[0m" : "a"))
    #expect(screen.isTerminal || !screen.hasColor)
  }
}
