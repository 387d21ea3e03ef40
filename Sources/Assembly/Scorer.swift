internal import Papers
internal import Scoring

/// Scores papers that stand in files, without a store: a filter from JSON Lines to JSON Lines.
package struct Scorer: Sendable {
  /// So many papers are scored together; more are not faster.
  private static let batch = 64

  private let rulebook: Rulebook

  package init(topic: Configuration.Topic) { rulebook = topic.rulebook }

  /// Reads a file (plain or gzip, `-` for standard input) and hands over one JSON object for each paper, in
  /// the order of the file.
  ///
  /// - Throws: `InputError` with the line that cannot be used; what stands before it has been handed over.
  package func score(path: String, write: (String) throws -> Void) throws {
    var lines = try PaperLines(path: path)
    var writer = ScoreWriter()
    var failure: InputError?
    repeat {
      var papers: [Paper] = []
      do {
        while papers.count < Self.batch, let paper = try lines.next() { papers.append(paper) }
      } catch {
        failure = error
      }
      guard !papers.isEmpty else { break }
      for (paper, appraisal) in zip(papers, rulebook.appraise(papers)) {
        try write(writer.line(paper.id, appraisal))
      }
    } while failure == nil
    if let failure { throw failure }
  }
}
