import Testing

@testable import Papers

@Suite struct NumbersTests {
  @Test(
    arguments: [
      (6, "6"), (6.5, "6.5"), (6.333, "6.33"), (-0.25, "-0.25"), (0.999, "1"), (-0.001, "0"),
      (1e300, "1e+300"),
      (.infinity, "inf"),
    ] as [(Double, String)]
  )
  func `points are written with two decimals at most`(number: Double, text: String) {
    #expect(number.short == text)
  }

  @Test(arguments: [(4, "+4"), (-2.5, "-2.5"), (0, "0")] as [(Double, String)])
  func `what a rule adds or takes off has its sign`(number: Double, text: String) {
    #expect(number.signed == text)
  }
}
