import Terminal
import Testing

struct ProgressBarTests {
  @Test(arguments: [
    (nil, "[------------------------]"), (0.0, "[------------------------]"),
    (0.5, "[############------------]"),
    (1.0, "[########################]"), (7.0, "[########################]"),
    (-1.0, "[------------------------]"),
  ])
  func `a bar is as full as the work is done, and never more`(fraction: Double?, bar: String) {
    #expect(ProgressBar.bar(fraction) == bar)
  }
}
