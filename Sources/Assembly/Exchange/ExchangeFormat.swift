internal import Queueing

/// A form in which records leave the store and come back.
package struct ExchangeFormat: Sendable {
  package let name: String
  package let help: String
  /// Of file names, without the dot.
  let endings: [String]
  /// The line in front of the records.
  let header: String?
  /// One record, without the line break at its end.
  let write: @Sendable (ExchangeRecord) throws -> String
  /// Everything a file holds.
  let read: @Sendable (ExchangeSource) throws -> [PlacedItem]

  package static let all: [ExchangeFormat] = [.jsonLines, .csv, .ris, .bibtex]

  package static func named(_ name: String) -> ExchangeFormat? { all.first { $0.name == name } }

  /// By the file's name, `.gz` apart; JSON Lines for any other.
  static func of(path: String) -> ExchangeFormat {
    let name = path.lowercased()
    let plain = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
    return all.first { format in format.endings.contains { plain.hasSuffix(".\($0)") } } ?? .jsonLines
  }
}

/// An item of a file, with the line on which it begins.
struct PlacedItem: Sendable {
  let line: Int
  let item: RestoreItem
}
