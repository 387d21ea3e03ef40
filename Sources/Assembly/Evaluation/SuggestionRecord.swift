internal import Scoring

/// A suggestion as it is printed.
package struct SuggestionRecord: Encodable, Sendable {
  /// `add` or `drop`.
  package let action: String
  package let term: String
  package let group: String
  package let recall: Double
  package let perDay: Double
  package let averagePrecision: Double
  package let why: String

  init(_ suggestion: Suggestion) {
    action = suggestion.action.rawValue
    term = suggestion.term
    group = suggestion.group
    recall = suggestion.gain.recall.rounded
    perDay = suggestion.gain.perDay.rounded
    averagePrecision = suggestion.gain.averagePrecision.rounded
    why = suggestion.why
  }

  private enum CodingKeys: String, CodingKey {
    case action, term, group, recall, why
    case perDay = "per_day"
    case averagePrecision = "AP"
  }
}
