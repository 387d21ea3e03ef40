import Terminal
import TestKit
import Testing

@Suite struct `A picture` {
  private let size = Size(columns: 10, rows: 3)

  @Test func `is drawn whole the first time and after another size`() {
    let frame = Frame(size: size, lines: [[Span("one", .title)], [], [Span("three")]])
    let whole =
      "\u{1B}[?25l\u{1B}[0m\u{1B}[2J\u{1B}[1;1H\u{1B}[2K\u{1B}[1mone\u{1B}[0m\u{1B}[3;1H\u{1B}[2Kthree"
    #expect(frame.drawing(over: nil, color: true) == whole)
    let other = Frame(size: Size(columns: 11, rows: 3), lines: frame.lines)
    #expect(frame.drawing(over: other, color: true) == whole)
  }

  @Test func `is drawn where it changed`() {
    let before = Frame(size: size, lines: [[Span("one")], [Span("two")], [Span("three")]])
    let after = Frame(size: size, lines: [[Span("one")], [Span("2")]], cursor: (1, 99))
    #expect(
      after.drawing(over: before, color: true)
        == "\u{1B}[?25l\u{1B}[2;1H\u{1B}[2K2\u{1B}[3;1H\u{1B}[2K\u{1B}[2;10H\u{1B}[?25h"
    )
  }

  @Test func `has no colour where none is wanted, but weight and lines`() {
    for look in [Look.plain, .title, .lit, .titleLit, .quiet, .fact, .good, .bad, .bar, .label] {
      let codes = look.parameters(color: false).split(separator: ";").compactMap { Int($0) }
      #expect(codes.allSatisfy { [1, 4, 7].contains($0) })
    }
  }

  @Test func `has nothing that steers the terminal, and no line wider than it`() {
    let hostile = "\u{1B}[2J\u{9B}31m漢字漢字漢字漢字\u{202E}\n"
    let frame = Frame(size: size, lines: [[Span(hostile), Span(hostile, .lit)]])
    #expect(frame.lines.allSatisfy { $0.width <= 10 })
    #expect(
      !frame.lines.joined().contains { $0.text.unicodeScalars.contains { $0.value < 32 || $0.value == 0x9B } }
    )
  }

  @Test func `breaks lines between words, and looks go with their words`() {
    let spans = [Span("one "), Span("two", .lit), Span("three four")]
    #expect(
      spans.wrapped(to: 8) == [
        [Span("one")], [Span("two", .lit), Span("three")], [Span("four")],
      ]
    )
    #expect([Span("漢字漢")].wrapped(to: 4).map(\.text) == ["漢字", "漢"])
    #expect([Span("  ")].wrapped(to: 4).isEmpty)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `fits whatever is in it`(seed: UInt64) {
    let pieces = [
      "a", " ", "漢", "👩‍👩‍👧", "e\u{301}", "\u{301}", "\u{200D}", "\u{FE0F}", "🇩🇪", "क्षि", "น้ำ", "שלום", "\u{1B}",
    ]
    var random = Seeded(seed)
    for _ in 0..<100 {
      let spans = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Span(
          (0..<3).compactMap { _ in pieces.randomElement(using: &random) }.joined(),
          Bool.random(using: &random) ? .lit : .plain
        )
      }
      let width = Int.random(in: 3...20, using: &random)
      #expect(spans.wrapped(to: width).allSatisfy { $0.width <= width })
      #expect(spans.fitted(to: width).width <= width)
    }
  }
}
