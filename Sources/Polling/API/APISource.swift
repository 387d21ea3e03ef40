import Papers

extension Source {
  /// Everything submitted since shortly before the last harvest (arxiv-protocol sections 1 and 2).
  static let api = Source(
    name: "api",
    help:
      "query API: all that was submitted since a week before the last harvest, with versions; papers by id",
    role: .harvest,
    lag: .seconds(3600)
  ) { settings, errand throws(PollError) in
    guard !settings.categories.isEmpty else {
      throw PollError(source: "api", cause: .settings("no category is watched"))
    }
    let harvest = APIHarvest(settings: settings, errand: errand)
    return [Walk(lane: harvest.lane) { state, asker in try await harvest.page(after: state, asker) }]
  }
}

extension PollSettings {
  /// The part of a query that says what is watched; nil for all of arXiv.
  var subject: String? {
    guard !watchesEverything else { return nil }
    return "(" + Set(categories).sorted().map { "cat:\($0)" }.joined(separator: " OR ") + ")"
  }
}
