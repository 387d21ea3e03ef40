private import Foundation
internal import Papers

extension Appraisal {
  /// The rules that gave points, strongest first: `rl +4: GRPO, reinforcement learning`.
  var sentences: [String] {
    reasons.enumerated().filter { $0.element.points != 0 }
      .sorted { left, right in
        let points = (abs(left.element.points), abs(right.element.points))
        return points.0 == points.1 ? left.offset < right.offset : points.0 > points.1
      }
      .map { $0.element.sentence }
  }
}

extension Reason {
  fileprivate var sentence: String {
    let name = rule.hasPrefix("groups.") ? String(rule.dropFirst("groups.".count)) : rule
    let head = "\(name) \(points < 0 ? "−" : "+")\(Self.written(abs(points)))"
    var words: [String] = []
    for match in matches where !words.contains(where: { $0.lowercased() == match.text.lowercased() }) {
      words.append(match.text)
    }
    return words.isEmpty ? head : "\(head): \(words.joined(separator: ", "))"
  }

  /// At most two decimals, and none that is not needed.
  private static func written(_ number: Double) -> String {
    var text = String(format: "%.2f", number)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
