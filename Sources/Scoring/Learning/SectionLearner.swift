import Papers

/// Proposes a section where the rules name none, as the listed papers were sorted: one hyperplane for each section
/// against all others.
struct SectionLearner: Sendable {
  /// A section with fewer papers is not proposed.
  static let fewest = 3
  private static let cost = 10.0

  let text: TextFeatures
  /// In the order of the names.
  let sections: [(name: String, plane: Hyperplane)]

  /// nil when there are not two sections to choose from.
  static func train(_ lessons: [Lesson]) -> SectionLearner? {
    let sorted = lessons.filter { $0.section != nil }
    let counts = Dictionary(grouping: sorted) { $0.section ?? "" }.mapValues(\.count)
    let names = counts.filter { $0.value >= fewest }.keys.sorted()
    guard names.count >= 2 else { return nil }
    let (text, rows) = TextFeatures.fit(
      sorted.map(\.paper),
      isWanted: Array(repeating: true, count: sorted.count)
    )
    let sections = names.compactMap { name in
      LinearSolver.separate(
        rows,
        sorted.map { $0.section == name },
        features: text.grams.count,
        cost: cost
      ).map { (name: name, plane: $0) }
    }
    return sections.isEmpty ? nil : SectionLearner(text: text, sections: sections)
  }

  func section(of paper: Paper) -> String? {
    let row = text.row(of: paper)
    return sections.max { $0.plane.margin(of: row) < $1.plane.margin(of: row) }?.name
  }
}
