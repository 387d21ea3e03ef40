internal import Papers

extension Double {
  /// Points as people write them: `6`, `0.5`.
  package var pointsText: String { short }
}
