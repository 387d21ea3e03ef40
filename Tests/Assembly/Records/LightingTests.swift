import Testing

@testable import Assembly

@Suite struct LightingTests {
  private func lit(_ text: String, _ matches: (start: Int, words: String)...) -> String {
    Lighting.pieces(of: text, matches).map { $0.isLit ? "{\($0.text)}" : $0.text }.joined()
  }

  @Test func `words are lit, and what overlaps is one piece`() {
    #expect(lit("one two three", (4, "two")) == "one {two} three")
    #expect(lit("one two three", (0, "one t"), (4, "two")) == "{one two} three")
    #expect(lit("", (0, "one")).isEmpty)
  }

  @Test func `words that do not stand where they were found light nothing`() {
    #expect(lit("The GRPO", (4, "GRPO")) == "The {GRPO}")
    #expect(lit("Thé GRPO", (4, "GRPO")) == "Thé GRPO")
    #expect(lit("宽字符", (1, "GRPO")) == "宽字符")
    #expect(lit("The GR", (4, "GRPO")) == "The GR")
  }

  @Test func `a place outside the text lights nothing`() {
    #expect(lit("one two", (-3, "one"), (99, "one"), (.max, "one"), (.min, "one"), (4, "")) == "one two")
  }
}
