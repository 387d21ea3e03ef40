/// An arXiv category such as `cs.CV`, always in its canonical spelling: six pairs of names are one category
/// (arxiv-protocol section 1.4), so `math.IT` is `cs.IT`.
package struct Category: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let name: String

  /// nil unless the text has the form of a category: an archive, or archive `.` subject class.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    if Self.isCanonical(text) {
      name = Self.aliases[text] ?? text
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let archive = parts.first, !archive.isEmpty, parts.count <= 2 else { return nil }
    guard archive.utf8.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") }) else { return nil }
    guard parts.count == 2 else {
      name = archive.lowercased()
      return
    }
    guard parts[1].utf8.count >= 2,
      parts[1].utf8.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") })
    else { return nil }
    // Subject classes are capitals except in physics, where "physics.optics" and "cond-mat.mes-hall" are not.
    let subject = parts[1].utf8.count == 2 ? parts[1].uppercased() : parts[1].lowercased()
    let spelled = "\(archive.lowercased()).\(subject)"
    name = Self.aliases[spelled] ?? spelled
  }

  /// Small letters, a dot, two capitals: nearly every category is written so, and nothing is to be done about
  /// it.
  private static func isCanonical(_ text: String) -> Bool {
    let utf8 = text.utf8
    guard let dot = utf8.firstIndex(of: UInt8(ascii: ".")), dot != utf8.startIndex else { return false }
    let subject = utf8[utf8.index(after: dot)...]
    return subject.count == 2 && subject.allSatisfy { $0.isLetter && !$0.isSmall }
      && utf8[..<dot].allSatisfy { $0.isSmall || $0 == UInt8(ascii: "-") }
  }

  package var description: String { name }

  /// `cs` of `cs.CV`; `hep-th` of `hep-th`.
  package var archive: String { String(name.prefix { $0 != "." }) }

  /// The OAI-PMH set that holds the category's whole group or archive: `cs`, `eess`, `physics:hep-th`
  /// (arxiv-protocol section 6.1).
  package var archiveSet: String {
    Self.groups.contains(archive) ? archive : "physics:\(archive)"
  }

  package static func < (left: Category, right: Category) -> Bool { left.name < right.name }

  private static let groups: Set<String> = ["cs", "econ", "eess", "math", "q-bio", "q-fin", "stat"]
  private static let aliases = [
    "math.MP": "math-ph", "stat.TH": "math.ST", "math.IT": "cs.IT",
    "q-fin.EC": "econ.GN", "cs.SY": "eess.SY", "cs.NA": "math.NA",
  ]
}

extension UInt8 {
  fileprivate var isSmall: Bool { self >= 97 && self <= 122 }
  fileprivate var isLetter: Bool { (self | 0x20) >= 97 && (self | 0x20) <= 122 }
}
