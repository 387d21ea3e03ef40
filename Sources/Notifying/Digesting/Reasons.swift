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
    let head = "\(name) \(points.signed)"
    return words.isEmpty ? head : "\(head): \(words.joined(separator: ", "))"
  }
}
