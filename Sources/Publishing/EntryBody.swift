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
    let links = publication.links.map { "<li><a href=\"\($0.url.escaped)\">\($0.label.escaped)</a></li>" }
    if !links.isEmpty { parts.append("<ul>\(links.joined())</ul>") }
    return parts.joined(separator: "\n")
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

extension String {
  fileprivate var escaped: String {
    var result = ""
    for character in self {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Sequence where Element == String {
  /// The first of each kind, compared without case.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0.lowercased()).inserted }
  }
}
