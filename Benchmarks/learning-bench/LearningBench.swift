import Foundation
import Papers
import Scoring

/// How long it takes to learn from so many papers, and to rank as many. The papers are made up, word by word, with
/// the length and the repetitions of real abstracts. Arguments are other numbers of papers.
@main
struct LearningBench {
  static func main() throws {
    print("| papers | accepted | training | a paper | ranking | a paper | features |")
    print("|---|---|---|---|---|---|---|")
    let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    for count in counts.isEmpty ? [500, 5_000, 50_000] : counts { try measure(count) }
  }

  private static func measure(_ count: Int) throws {
    let rulebook = try Rulebook(rules)
    var writer = Writer()
    let lessons = (0..<count).compactMap { number -> Lesson? in
      guard let paper = writer.paper(number, isWanted: number.isMultiple(of: 10)) else { return nil }
      return Lesson(
        paper,
        rulebook.appraise(paper),
        number.isMultiple(of: 10) ? .accepted : .passedOver,
        section: number.isMultiple(of: 10) ? "Section \(number % 7)" : nil
      )
    }
    var ranker = try LearnedRanker.train(lessons, rulebook: rulebook)
    let training = try median(5) { ranker = try LearnedRanker.train(lessons, rulebook: rulebook) }
    var sum = 0.0
    let ranking = median(5) {
      for lesson in lessons { sum += ranker.margin(of: lesson.paper, lesson.appraisal) }
    }
    guard sum.isFinite else { return print("| \(count) | no finite margins |") }
    print(
      "| \(count) | \(count / 10) | \(ms(training)) ms | \(us(training, count)) µs | \(ms(ranking)) ms "
        + "| \(us(ranking, count)) µs | \(ranker.featureCount) |"
    )
  }

  /// In seconds of the processor, so that a busy machine does not count.
  private static func median(_ times: Int, _ body: () throws -> Void) rethrows -> Double {
    var spans: [Double] = []
    for _ in 0..<times {
      let start = clock()
      try body()
      spans.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    return spans.sorted()[times / 2]
  }

  private static func ms(_ span: Double) -> Int { Int(span * 1e3) }
  private static func us(_ span: Double, _ count: Int) -> Int { Int(span * 1e6) / count }

  private static let rules = Rules(
    threshold: 2,
    groups: (0..<12).map { number in
      Rules.Group(name: "g\(number)", points: 1, title: 1, any: ["word\(number * 3)", "word\(number * 7)*"])
    }
  )
}

/// Writes papers whose words are as unevenly common as in a language (Zipf).
private struct Writer {
  private var state: UInt64 = 1

  mutating func paper(_ number: Int, isWanted: Bool) -> Paper? {
    guard let id = PaperID("\(2401 + number / 90_000).\(String(number % 90_000 + 10_000))") else {
      return nil
    }
    return Paper(id: id, title: text(12, isWanted), abstract: text(190, isWanted))
  }

  private mutating func text(_ words: Int, _ isWanted: Bool) -> String {
    (0..<words).map { _ in
      let rank = pow(20_000, uniform())
      // A wanted paper speaks of its topic in one word of five.
      let isTopic = isWanted && uniform() < 0.2
      return isTopic ? "topic\(Int(rank) % 300)" : "word\(Int(rank))"
    }.joined(separator: " ")
  }

  private mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
