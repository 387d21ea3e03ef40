package import Papers

/// What is watched, and where it is asked for.
package struct PollSettings: Sendable {
  /// Address of the OAI-PMH interface, `https://oaipmh.arxiv.org/oai`.
  package let oai: String
  /// Address of the query API, `https://export.arxiv.org/api/query`.
  package let api: String
  package let categories: [Category]
  /// How many days the first harvest of a lane looks back from the server's day.
  package let lookback: Int
  package let calendar: AnnouncementCalendar
  /// The longest single wait for arXiv; nil waits as long as it takes. Pace is never counted against it.
  package let patience: Duration?

  package init(
    oai: String = "https://oaipmh.arxiv.org/oai",
    api: String = "https://export.arxiv.org/api/query",
    categories: [Category],
    lookback: Int = 21,
    calendar: AnnouncementCalendar,
    patience: Duration? = .seconds(120)
  ) {
    self.oai = oai
    self.api = api
    self.categories = categories
    self.lookback = lookback
    self.calendar = calendar
    self.patience = patience
  }

  /// Whether a paper belongs to what is watched. One that names no categories, such as a tombstone, always does.
  func watches(_ paper: Paper) -> Bool {
    paper.categories.isEmpty || paper.categories.contains { categories.contains($0) }
  }

  func allows(_ wait: Duration) -> Bool {
    patience.map { wait <= $0 } ?? true
  }
}
