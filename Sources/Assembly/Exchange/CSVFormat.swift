internal import Papers
internal import Queueing

extension ExchangeFormat {
  /// RFC 4180, with the columns that ASReview reads in front. The text is exact: nothing is put before a value that
  /// a spreadsheet would take for a formula, since a reader would get it as part of the text.
  static let csv = ExchangeFormat(
    name: "csv",
    help: "A table (RFC 4180) that ASReview reads, with label_included.",
    endings: ["csv"],
    header: CSVColumn.all.map(\.name).joined(separator: ",") + "\r",
    write: { record in CSVColumn.all.map { CSVText.quoted($0.write(record)) }.joined(separator: ",") + "\r" },
    read: { source in try CSVText.items(in: source) }
  )
}

/// A column: how it is written, and what it says to an import.
struct CSVColumn: Sendable {
  let name: String
  let write: @Sendable (ExchangeRecord) -> String
  /// False for a value that cannot be used.
  let read: @Sendable (String, inout ForeignRecord) -> Bool

  static let all: [CSVColumn] = [
    text("title", \.title) { $1.paper.title = $0 },
    text("abstract", \.abstract) { $1.paper.abstract = $0 },
    text("authors", { $0.authors.joined(separator: ";") }) { value, record in
      record.authors = value.split(separator: ";").map { String($0).collapsed }.filter { !$0.isEmpty }
    },
    text("doi", { $0.paper?.dois.joined(separator: " ") ?? "" }) { value, record in
      record.paper.doi = value.nonEmpty
      for doi in value.split(separator: " ") { record.found(doi: String(doi)) }
    },
    CSVColumn(name: "label_included", write: { $0.isIncluded.map { $0 ? "1" : "0" } ?? "" }, read: label),
    text("id", \.work.description) { $1.found(id: $0, field: "id") },
    text("year", { $0.year.map(String.init) ?? "" }) { _, _ in },
    text("url", \.url) { $1.found(address: $0) },
    text("section", { $0.section ?? "" }) { $1.section = $0.nonEmpty },
    text("state", { $0.state?.rawValue ?? "" }) { _, _ in },
    text("score", { ($0.stored?.candidate.score.rounded).map { "\($0)" } ?? "" }) { _, _ in },
    text("announced", { $0.announced?.description ?? "" }) { $1.paper.announced = $0.nonEmpty },
    text("categories", { $0.categories.joined(separator: " ") }) { value, record in
      record.paper.categories = value.split(separator: " ").map(String.init)
    },
    text("comment", { $0.paper?.comment ?? "" }) { $1.paper.comment = $0.nonEmpty },
    text("journal_ref", { $0.paper?.journalReference ?? "" }) { $1.paper.journalReference = $0.nonEmpty },
    CSVColumn(name: "version", write: { ($0.paper?.version).map(String.init) ?? "" }) { value, record in
      record.paper.version = Int(value)
      return value.isEmpty || record.paper.version != nil
    },
    text("published", { $0.paper?.published?.rfc3339 ?? "" }) { $1.paper.published = $0.nonEmpty },
    text("updated", { $0.paper?.updated?.rfc3339 ?? "" }) { $1.paper.updated = $0.nonEmpty },
  ]

  private static func text(
    _ name: String,
    _ write: @escaping @Sendable (ExchangeRecord) -> String,
    _ read: @escaping @Sendable (String, inout ForeignRecord) -> Void
  ) -> CSVColumn {
    CSVColumn(name: name, write: write) { value, record in
      read(value, &record)
      return true
    }
  }

  /// ASReview marks what has no label with nothing or with -1.
  private static func label(_ value: String, _ record: inout ForeignRecord) -> Bool {
    switch value.collapsed {
    case "1", "1.0": record.isIncluded = true
    case "0", "0.0": record.isIncluded = false
    case "", "-1", "-1.0": record.isIncluded = nil
    default: return false
    }
    return true
  }
}
