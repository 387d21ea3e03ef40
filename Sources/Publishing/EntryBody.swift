internal import Papers

/// What a reader reads below the title: the abstract, why it was proposed, and where else to go. Plain HTML without
/// scripts, styles and images.
enum EntryBody {
  static func html(_ publication: Publication) -> String {
    var parts: [String] = []
    if !publication.abstract.isEmpty { parts.append("<p>\(publication.abstract.escaped)</p>") }
    if let comment = publication.comment, !comment.isEmpty {
      parts.append("<p><b>Comment:</b> \(comment.escaped)</p>")
    }
    parts.append("<p>\(facts(publication).map(\.escaped).joined(separator: " · "))</p>")
    if let appraisal = publication.appraisal { parts.append(reasons(appraisal)) }
    let links = publication.usableLinks.map {
      "<li><a href=\"\($0.url.escaped)\">\($0.label.escaped)</a></li>"
    }
    if !links.isEmpty { parts.append("<ul>\(links.joined())</ul>") }
    return parts.joined(separator: "\n").withoutControls
  }

  private static func facts(_ publication: Publication) -> [String] {
    var facts = [publication.work.description]
    if let day = publication.announced { facts.append("announced \(day)") }
    if let section = publication.section { facts.append(section) }
    if let appraisal = publication.appraisal { facts.append("score \(appraisal.score.short)") }
    return facts
  }

  private static func reasons(_ appraisal: Appraisal) -> String {
    let items = appraisal.reasons.filter { $0.points != 0 }.map { reason in
      let words = reason.matches.map(\.text.collapsed).uniqued.prefix(6)
      let found = words.isEmpty ? "" : ": " + words.map { "“\($0)”" }.joined(separator: ", ")
      return
        "<li>\((reason.points > 0 ? "+" : "") + reason.points.short) \((reason.rule + found).escaped)</li>"
    }
    return "<p>Why it was proposed:</p><ul>\(items.joined())</ul>"
  }
}

extension Publication {
  /// The links that a reader can follow: what a list holds may be anything, a script too.
  var usableLinks: [Link] { links.filter(\.url.isAddress) }
}

extension String {
  /// Without DEL and C1, which XML lets through and some terminals obey; the writer leaves out C0.
  var withoutControls: String {
    guard unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !(0x7F...0x9F).contains($0.value) }))
  }

  /// Whether it can stand in a link: an http(s) address without what an IRI cannot hold.
  fileprivate var isAddress: Bool {
    ["https://", "http://"].contains { hasPrefix($0) && utf8.count > $0.utf8.count }
      && unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>\"{}|\\^`".unicodeScalars.contains($0) }
  }

  /// By scalars: a sign and a combining mark are one character, in which HTML still sees the sign.
  fileprivate var escaped: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Sequence where Element == String {
  /// The first of each kind, compared without case.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0.lowercased()).inserted }
  }
}
