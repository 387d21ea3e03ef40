internal import Foundation
internal import Papers
internal import Words

/// How the entries of a list, or of a section of it, are written.
package struct HouseStyle: Sendable, Equatable {
  package enum HostForm: String, Sendable, CaseIterable {
    case abs, pdf
  }

  package enum Brackets: String, Sendable, CaseIterable {
    case single, double
  }

  /// What the configuration fixes; all else is learned from the neighbours.
  package struct Overrides: Sendable, Equatable {
    package var hostForm: HostForm?
    package var brackets: Brackets?
    package var affiliation: Bool?
    /// The words of a link by its kind: `[.code: "Code 💻"]`.
    package var linkLabels: [LinkKind: String]
    /// Whether a blank line stands between entries.
    package var blankLines: Bool?

    package init(
      hostForm: HostForm? = nil,
      brackets: Brackets? = nil,
      affiliation: Bool? = nil,
      linkLabels: [LinkKind: String] = [:],
      blankLines: Bool? = nil
    ) {
      self.hostForm = hostForm
      self.brackets = brackets
      self.affiliation = affiliation
      self.linkLabels = linkLabels
      self.blankLines = blankLines
    }
  }

  /// Indentation, bullet and the space behind it.
  package var marker = "* "
  package var hasLabel = true
  package var hasName = true
  /// What stands before and behind the id in an address.
  package var addressHead = "https://arxiv.org/abs/"
  package var addressTail = ""
  /// The marks around the title's link.
  package var emphasis = ""
  package var hasAffiliation = false
  package var brackets = Brackets.double
  /// Between the title, or the affiliation, and the first link.
  package var firstGap = " "
  /// Between two links.
  package var gap = " "
  package var labels: [LabelKey: String] = [:]
  /// The kinds in the order in which links are written.
  package var order: [LinkKind] = LinkKind.allCases
  /// A sentence for each trait that was learned.
  package var why: [String] = []

  /// One thing, or many: "Model" and "Models".
  package struct LabelKey: Hashable, Sendable {
    package let kind: LinkKind
    package let isMany: Bool
  }

  /// Stands in a label for the `OWNER/NAME` of the repository that the link leads to.
  static let repository = "\u{FFFC}"

  /// The words of a link: as the neighbours have them, else plain.
  func label(of link: FoundLink) -> String {
    let known =
      labels[LabelKey(kind: link.kind, isMany: link.isMany)]
      ?? labels[LabelKey(kind: link.kind, isMany: false)] ?? labels[LabelKey(kind: link.kind, isMany: true)]
    let path = link.url.split(separator: "/").dropFirst(2).prefix(2)
    guard let known, !known.contains(Self.repository) || path.count == 2 else {
      return link.kind.rawValue.capitalized
    }
    return known.replacing(Self.repository, with: path.joined(separator: "/"))
  }

  /// The style with what the configuration fixes.
  package func with(_ overrides: Overrides) -> HouseStyle {
    var style = self
    if let form = overrides.hostForm {
      style.addressHead = "https://arxiv.org/\(form.rawValue)/"
      style.addressTail = ""
    }
    style.brackets = overrides.brackets ?? brackets
    style.hasAffiliation = overrides.affiliation ?? hasAffiliation
    for (kind, text) in overrides.linkLabels {
      for isMany in [false, true] { style.labels[LabelKey(kind: kind, isMany: isMany)] = text.singleLine }
    }
    return style
  }
}
