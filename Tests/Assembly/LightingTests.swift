import Testing

@testable import Assembly

@Suite struct LightingTests {
  private func lit(_ text: String, _ places: [(start: Int, length: Int)]) -> String {
    Lighting.pieces(of: text, places).map { $0.isLit ? "{\($0.text)}" : $0.text }.joined()
  }

  @Test func `words are lit, and what overlaps is one piece`() {
    #expect(lit("one two three", [(4, 3)]) == "one {two} three")
    #expect(lit("one two three", [(0, 5), (4, 3)]) == "{one two} three")
    #expect(lit("", [(0, 3)]).isEmpty)
  }

  @Test func `a match that does not fit the text lights what it covers or nothing`() {
    #expect(lit("one two", [(-3, 5), (99, 3), (4, 0), (4, -2)]) == "one two")
    #expect(lit("one two", [(4, .max)]) == "one {two}")
    #expect(lit("one two", [(.max, 1), (.min, .max)]) == "one two")
  }
}
