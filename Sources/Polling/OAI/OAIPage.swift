import Foundation
import Markup
import Papers

/// One answer of an OAI-PMH service (arxiv-protocol section 6), or a bare record as it is found in archives.
struct OAIPage: Sendable {
  struct Failure: Sendable, Equatable, CustomStringConvertible {
    let code: String
    let message: String

    var description: String { message.isEmpty ? code : "\(code), \(message)" }
  }

  static let namespace = "http://www.openarchives.org/OAI/2.0/"

  /// Whether the root is `OAI-PMH`; a bare `record` is not an answer.
  fileprivate(set) var isAnswer = false
  fileprivate(set) var responseDate: Date?
  fileprivate(set) var records: [OAIRecord] = []
  /// Records without a usable id, by their place in the list, as far as they can be named.
  fileprivate(set) var unusable: [(place: Int, name: String)] = []
  var damaged: [DamagedPaper] = []
  /// nil when the list ends here.
  fileprivate(set) var token: String?
  fileprivate(set) var failure: Failure?

  /// Reads a whole document, strictly to its end.
  init(parsing bytes: [UInt8]) throws(MarkupError) {
    var reader = OAIReader()
    let parser = XMLPushParser(
      onStart: { reader.start($0) },
      onEnd: { _, name, text in reader.end(name, text) }
    )
    try parser.feed(bytes)
    try parser.finish()
    self = reader.page
  }

  fileprivate init() {}

  /// Why nothing of this answer is to be believed, as a sentence part; nil when it is sound.
  ///
  /// A list without records is none: an empty one is the error `noRecordsMatch`. A token that names itself would
  /// never end.
  func fault(isList: Bool, sent token: String?) -> String? {
    if responseDate == nil { return "the answer has no responseDate" }
    // There was more when the token was given.
    if token != nil, failure?.code == "noRecordsMatch" { return "the list ends before its end" }
    guard isList, failure == nil else { return nil }
    if records.isEmpty, unusable.isEmpty, damaged.isEmpty { return "the list has no records" }
    return token != nil && self.token == token ? "the token leads back to the same page" : nil
  }
}

extension OAIPage: SalvageablePage {
  static let root = "OAI-PMH"
  static let element = "record"

  var papers: [Paper] { records.map(\.paper) }

  mutating func remove(_ ids: Set<PaperID>) { records.removeAll { ids.contains($0.paper.id) } }

  /// The interface says nowhere how many records a page has.
  mutating func count(unreadable: Int) {}
}

/// A record with what a `Paper` has no place for.
struct OAIRecord: Sendable, Equatable {
  let paper: Paper
  /// The day on which arXiv last touched the record.
  let datestamp: Day?
}

/// Builds a page from the events of the parser.
private struct OAIReader {
  var page = OAIPage()
  private var depth = 0
  private var draft: OAIDraft?
  /// What the current element is metadata of; nil outside of metadata.
  private var format: OAIDraft.Format?
  private var failureCode: String?

  mutating func start(_ element: XMLElement) {
    defer { depth += 1 }
    if depth == 0 { page.isAnswer = element.name == "OAI-PMH" && element.namespace == OAIPage.namespace }
    if let format {
      draft?.start(element, in: format)
      return
    }
    switch element.name {
    case "record": draft = OAIDraft()
    case "header": draft?.isDeleted = element["status"] == "deleted"
    case "error": failureCode = element["code"] ?? "unknown"
    default: format = draft == nil ? nil : OAIDraft.Format(rawValue: element.name)
    }
  }

  mutating func end(_ name: String, _ text: String) {
    depth -= 1
    guard let format else { return endOfProtocol(name, text) }
    if name == format.rawValue {
      self.format = nil
    } else {
      draft?.end(name, text, in: format)
    }
  }

  private mutating func endOfProtocol(_ name: String, _ text: String) {
    switch name {
    case "responseDate": page.responseDate = Date(rfc3339: text.collapsed)
    case "identifier": draft?.identifier = text.collapsed
    case "datestamp": draft?.datestamp = Day(text.collapsed.prefix(10))
    case "setSpec": draft?.sets.append(text.collapsed)
    case "resumptionToken": page.token = text.collapsed.nonEmpty
    case "error":
      page.failure = OAIPage.Failure(code: failureCode ?? "unknown", message: text.collapsed.harmless)
    case "record": finishRecord()
    default: break
    }
  }

  private mutating func finishRecord() {
    guard let draft else { return }
    if let record = draft.record {
      page.records.append(record)
    } else {
      let name = draft.identifier.nonEmpty?.harmless ?? "a record without identifier"
      page.unusable.append((page.records.count + page.unusable.count, name))
    }
    self.draft = nil
  }
}
