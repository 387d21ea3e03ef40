package import Papers

/// What is watched, and where it is asked for.
package struct PollSettings: Sendable {
  /// Address of the OAI-PMH interface, `https://oaipmh.arxiv.org/oai`.
  package let oai: String
  /// Address of the host of the RSS feeds, `https://rss.arxiv.org`.
  package let rss: String
  /// Address of the query API, `https://export.arxiv.org/api/query`.
  package let api: String
  package let categories: [Category]
  /// How many days the first harvest of a lane looks back from the server's day.
  package let lookback: Int
  package let calendar: AnnouncementCalendar
  /// The longest single wait for arXiv; nil waits as long as it takes. Pace is never counted against it.
  package let patience: Duration?
  /// Whether OAI-PMH is asked for the versions of papers, too, which its list of papers does not tell.
  package let versions: Bool
  /// The earliest announcement that nobody has seen yet although it is due. Every harvest reaches back to it.
  package internal(set) var unsettled: Day?
  /// The last listing of which any paper was seen.
  package internal(set) var heard: Day?

  package init(
    oai: String = "https://oaipmh.arxiv.org/oai",
    rss: String = "https://rss.arxiv.org",
    api: String = "https://export.arxiv.org/api/query",
    categories: [Category],
    lookback: Int = 21,
    calendar: AnnouncementCalendar,
    patience: Duration? = .seconds(120),
    versions: Bool = true
  ) {
    self.oai = oai
    self.rss = rss
    self.api = api
    self.categories = categories
    self.lookback = lookback
    self.calendar = calendar
    self.patience = patience
    self.versions = versions
  }

  /// `all` among the categories stands for all of arXiv.
  package var watchesEverything: Bool { categories.contains { $0.name == "all" } }

  /// Whether a paper belongs to what is watched. One that names no categories, such as a tombstone, always does.
  func watches(_ paper: Paper) -> Bool {
    watchesEverything || paper.categories.isEmpty || paper.categories.contains { categories.contains($0) }
  }

  func allows(_ wait: Duration) -> Bool {
    patience.map { wait <= $0 } ?? true
  }
}
