/// A form in which a feed is published; one of a list of kinds.
package struct FeedFormat: Sendable {
  package let name: String
  package let help: String
  /// The ending of the file name.
  package let fileExtension: String
  package let mediaType: String
  /// The document's bytes: the same feed always gives the same.
  package let render: @Sendable (Feed) -> [UInt8]

  package static let all: [FeedFormat] = [.atom]

  package static func named(_ name: String) -> FeedFormat? { all.first { $0.name == name } }
}

extension Feed {
  /// Where the feed is served in a format.
  func url(_ format: FeedFormat) -> String { baseURL + path(format) }

  /// The file below the feed folder.
  func path(_ format: FeedFormat) -> String { "\(topic)/\(kind.rawValue).\(format.fileExtension)" }
}
