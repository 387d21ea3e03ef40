import Papers

extension Source {
  /// The announcement of the day, category by category (arxiv-protocol section 7).
  static let rss = Source(
    name: "rss",
    help: "RSS: the announcement of the day in each watched category, to compare the harvest with",
    role: .crossCheck,
    // Feeds are made anew at midnight in New York.
    lag: .seconds(4 * 3600)
  ) { settings, errand throws(PollError) in
    guard !settings.categories.isEmpty else {
      throw PollError(source: "rss", cause: .settings("no category is watched"))
    }
    guard errand == .daily else { return [] }
    return settings.feedNames.map { name in
      let check = RSSCheck(name: name, settings: settings)
      return Walk(lane: check.lane) { state, asker in try await check.page(after: state, asker) }
    }
  }
}

extension PollSettings {
  /// One feed for each category: a feed of many is cut at 2000 items, the new ones first (arxiv-protocol section 7).
  fileprivate var feedNames: [String] {
    watchesEverything ? archives : Set(categories.map(\.name)).sorted()
  }

  private var archives: [String] {
    [
      "astro-ph", "cond-mat", "cs", "econ", "eess", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
      "math-ph", "nlin", "nucl-ex", "nucl-th", "physics", "q-bio", "q-fin", "quant-ph", "stat",
    ]
  }
}
