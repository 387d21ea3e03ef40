package import Papers

/// What was learned from a curator's decisions: a linear model over the words of a paper and what the rules found.
/// It only re-orders; whether a paper is a candidate is the rules' matter.
package struct LearnedRanker: Sendable {
  /// The rule under which its points stand among the reasons.
  package static let rule = "learned"

  let text: TextFeatures
  let flags: RuleFlags
  let plane: Hyperplane
  /// The mean margin of the candidates that were not wanted. So a middling candidate gets no points, and scores of
  /// weeks with different models, or with none, can be compared.
  let mean: Double
  /// The standard deviation of the margin over all papers that were not wanted.
  let deviation: Double
  let sections: SectionLearner?
  /// What it was trained on: the same training gives the same hash and the same bytes.
  package let hash: String
  /// How many papers it learned from.
  package let wanted: Int
  package let unwanted: Int

  /// How much further on the wanted side a paper is than a candidate that was not wanted, in standard deviations.
  package func margin(of paper: Paper, _ appraisal: Appraisal) -> Double {
    (plane.margin(of: row(paper, appraisal)) - mean) / deviation
  }

  /// Adds its points to an appraisal by the rules, as one more reason, and a section where the rules name none.
  /// `weight` is the points for a margin of one standard deviation. Points are rounded to hundredths.
  package func refine(_ appraisal: Appraisal, of paper: Paper, weight: Double) -> Appraisal {
    let points = (margin(of: paper, appraisal) * weight * 100).rounded() / 100
    return Appraisal(
      reasons: appraisal.reasons + [Reason(rule: Self.rule, points: points, matches: [])],
      section: appraisal.section ?? sections?.section(of: paper),
      refusal: appraisal.refusal
    )
  }

  /// The words, pairs of words and findings of the rules that moved the paper most, strongest first, with what each
  /// added to the points.
  package func movers(
    of paper: Paper,
    _ appraisal: Appraisal,
    weight: Double,
    limit: Int = 10
  ) -> [(name: String, points: Double)] {
    let row = row(paper, appraisal)
    let moved = zip(row.indices, row.values).map { index, value in
      (index: Int(index), points: plane.weights[Int(index)] * value * weight / deviation)
    }
    return moved.filter { $0.points != 0 }
      .sorted { (-abs($0.points), $0.index) < (-abs($1.points), $1.index) }
      .prefix(limit)
      .map { (name($0.index), $0.points) }
  }

  /// Words, pairs of words and findings of the rules that it looks at.
  package var featureCount: Int { text.grams.count + flags.count }

  private func name(_ index: Int) -> String {
    index < text.grams.count ? text.grams[index] : flags.name(index - text.grams.count)
  }

  private func row(_ paper: Paper, _ appraisal: Appraisal) -> SparseRow {
    var row = text.row(of: paper)
    flags.append(appraisal, to: &row, first: text.grams.count)
    return row
  }
}
