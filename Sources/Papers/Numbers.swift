private import Foundation

extension Double {
  /// Points as people write them: `6`, `0.5`, `-2.25`; at most two decimals.
  package var short: String {
    let rounded = (self * 100).rounded() / 100
    guard rounded.isFinite else { return "\(self)" }
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int(rounded)) }
    return String(rounded)
  }

  /// The same with its sign, as what a rule adds or takes off: `+4`, `-2.5`.
  package var signed: String { (self > 0 ? "+" : "") + short }
}
