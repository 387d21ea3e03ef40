import Foundation
import Markup
import Papers

/// A record while it is read, in any of the formats `arXiv`, `arXivRaw` and `oai_dc` (arxiv-protocol section 6.6).
struct OAIDraft {
  var identifier = ""
  var datestamp: Day?
  var sets: [String] = []
  var isDeleted = false

  private var hasMetadata = false
  private var title = ""
  private var abstract = ""
  private var comment: String?
  private var journalReference: String?
  private var dois: [String] = []
  private var categories = ""
  private var authors: [Author] = []
  private var author = OAIAuthor()
  private var versions: [OAIVersion] = []
  private var dates: [Date] = []

  /// Named by the element that holds the metadata. Its namespace is not asked for: archives drop it.
  enum Format: String {
    case arXiv
    case arXivRaw
    case dublinCore = "dc"
  }

  mutating func start(_ element: XMLElement, in format: Format) {
    switch (format, element.name) {
    case (.arXiv, "author"): author = OAIAuthor()
    case (.arXivRaw, "version"): versions.append(OAIVersion(name: element["version"] ?? ""))
    default: break
    }
  }

  mutating func end(_ name: String, _ text: String, in format: Format) {
    hasMetadata = true
    switch format {
    case .arXiv: endOfArXiv(name, text)
    case .arXivRaw: endOfRaw(name, text)
    case .dublinCore: endOfDublinCore(name, text)
    }
  }

  /// nil when the id is none, or when there is neither metadata nor a tombstone.
  var record: OAIRecord? {
    guard let id = PaperID(identifier), isDeleted || hasMetadata else { return nil }
    let paper = Paper(
      id: id,
      version: versions.last?.number,
      title: title.collapsed,
      abstract: abstract.collapsed,
      authors: authors.filter { !$0.name.isEmpty },
      categories: Self.categories(categories.isEmpty ? setCategories : categories),
      comment: comment?.nonEmpty,
      journalReference: journalReference?.nonEmpty,
      dois: dois,
      announced: datestamp,
      published: versions.first?.date ?? (dates.count > 1 ? dates.min() : nil),
      updated: versions.last?.date ?? dates.max(),
      isDeleted: isDeleted,
      isWithdrawn: isWithdrawn
    )
    return OAIRecord(paper: paper, datestamp: datestamp)
  }

  /// The current version's flag `I`, which only `arXivRaw` tells, or the authors' comment.
  private var isWithdrawn: Bool {
    versions.last?.sourceType.contains("I") ?? false || Paper.isWithdrawal(comment: comment)
  }

  /// Canonical, without repetition, in the order of the text: aliases stand side by side in OAI.
  static func categories(_ text: some StringProtocol) -> [Papers.Category] {
    text.split { $0.isWhitespace || $0.isNewline }.compactMap { Papers.Category($0) }.withoutRepetition
  }

  /// `cs.CV` of `cs:cs:CV`, `hep-th` of `physics:hep-th`: all that `oai_dc` says of categories. Two levels of
  /// other groups (`math:math`) and one level (`cs`) name no category.
  private var setCategories: String {
    sets.compactMap { set in
      let parts = set.split(separator: ":")
      if parts.count == 3 { return "\(parts[1]).\(parts[2])" }
      return parts.count == 2 && parts[0] == "physics" ? String(parts[1]) : nil
    }.joined(separator: " ")
  }
}

extension OAIDraft {
  private mutating func endOfArXiv(_ name: String, _ text: String) {
    switch name {
    case "keyname": author.family = text
    case "forenames": author.given = text
    case "suffix": author.suffix = text
    case "affiliation": author.affiliations.append(text.collapsed)
    case "author": authors.append(author.author)
    // The day on which the current version was submitted, whatever the schema says.
    case "created": dates = Day(text.collapsed).map { [$0.startUTC] } ?? []
    default: endOfCommon(name, text)
    }
  }

  private mutating func endOfRaw(_ name: String, _ text: String) {
    switch name {
    case "date": versions.last { $0.date = HTTPDate.parse(text.collapsed) }
    case "source_type": versions.last { $0.sourceType = text.collapsed }
    case "authors": authors = FreeAuthors.split(text)
    default: endOfCommon(name, text)
    }
  }

  private mutating func endOfCommon(_ name: String, _ text: String) {
    switch name {
    case "title": title = text
    case "abstract": abstract = text
    case "categories": categories = text
    case "comments": comment = text.collapsed
    case "journal-ref": journalReference = text.collapsed
    case "doi": dois += text.split { $0.isWhitespace || $0.isNewline }.map(String.init)
    default: break
    }
  }

  private mutating func endOfDublinCore(_ name: String, _ text: String) {
    let text = text.collapsed
    switch name {
    case "title": title = text
    case "creator": authors.append(OAIAuthor(inverted: text).author)
    case "description" where text.hasPrefix("Comment: "): comment = String(text.dropFirst(9))
    case "description": abstract = abstract.isEmpty ? text : abstract
    case "date": if let day = Day(text.prefix(10)) { dates.append(day.startUTC) }
    case "identifier" where text.hasPrefix("doi:"): dois.append(String(text.dropFirst(4)))
    default: break
    }
  }
}

private struct OAIVersion {
  let name: String
  var date: Date?
  var sourceType = ""

  var number: Int? { Int(name.drop { $0 == "v" }).flatMap { $0 < 1 ? nil : $0 } }
}

private struct OAIAuthor {
  var given = ""
  var family = ""
  var suffix = ""
  var affiliations: [String] = []

  init() {}

  /// From `Family, Given`.
  init(inverted name: String) {
    let parts = name.split(separator: ",", maxSplits: 1)
    family = parts.first.map(String.init) ?? ""
    given = parts.count == 2 ? String(parts[1]) : ""
  }

  var author: Author {
    Author("\(given) \(family) \(suffix)".collapsed, affiliations: affiliations.filter { !$0.isEmpty })
  }
}

extension Array {
  fileprivate mutating func last(_ change: (inout Element) -> Void) {
    guard !isEmpty else { return }
    change(&self[count - 1])
  }
}
