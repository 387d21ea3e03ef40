/// The checks that need no reading of terms: numbers and names.
extension RuleCompiler {
  /// Far above any sensible rule, and sums of them stay exact.
  static let maxPoints = 1_000_000.0

  mutating func check(_ number: Double?, at path: String) {
    guard let number, !(abs(number) <= Self.maxPoints) else { return }
    fault(path, "\(number) is no number of points: write one from -1000000 to 1000000")
  }

  mutating func checkHead(of rules: Rules) {
    check(rules.threshold, at: "threshold")
    if let daily = rules.daily, daily < 1 {
      fault("daily", "\(daily) a day would be none: write 1 or more, or leave it out for no limit")
    }
  }

  mutating func checkNumbers(of group: Rules.Group, at path: String) {
    check(group.points, at: "\(path).points")
    check(group.title, at: "\(path).title")
    check(group.repeat, at: "\(path).repeat")
    check(group.absent, at: "\(path).absent")
    check(group.max, at: "\(path).max")
    if let max = group.max, max < 0 {
      fault("\(path).max", "a limit below 0 would turn a find into a loss: use negative points instead")
    }
    if group.any.isEmpty {
      fault("\(path).any", "the group has no terms: write at least one")
    }
  }

  mutating func checkNames(of groups: [Rules.Group]) {
    checkDistinct(groups.map { (path: "groups.\($0.name)", name: $0.name) })
    for group in groups {
      let name = group.name
      if ["and", "or", "not"].contains(name) {
        fault("groups.\(name)", "\(quoted(name)) is a word of the expressions: choose another name")
      } else if !name.isGroupName {
        fault(
          "groups.\(name)",
          "\(quoted(name)) cannot stand in an expression: begin with a small letter, "
            + "then small letters, digits, - and _",
          suggestion: name.lowercased().isGroupName ? name.lowercased() : nil
        )
      }
    }
  }

  mutating func checkNames(of sections: [Rules.SectionRule]) {
    let named = sections.enumerated().map { (path: "sections[\($0)].name", name: $1.name) }
    checkDistinct(named)
    for (path, name) in named where !name.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
      fault(path, "the section has no name: write the heading of the list")
    }
  }

  private mutating func checkDistinct(_ named: [(path: String, name: String)]) {
    var seen: Set<String> = []
    for (path, name) in named where !seen.insert(name).inserted {
      fault(path, "the name \(quoted(name)) is there twice: merge the two or rename one")
    }
  }
}

extension String {
  fileprivate var isGroupName: Bool {
    let isSmall = { (byte: UInt8) in byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    guard let first = utf8.first, isSmall(first) else { return false }
    return utf8.allSatisfy { byte in
      isSmall(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
  }
}
