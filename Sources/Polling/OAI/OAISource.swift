import Papers

extension Source {
  /// Everything that changed since the last harvest, by arXiv's own record of changes (arxiv-protocol section 6).
  static let oai = Source(
    name: "oai",
    help: "OAI-PMH: all that was added or changed since the last harvest, with the day of announcement",
    role: .harvest,
    // Announcements are made at 20:00 in New York and shown at about 22:30.
    lag: .seconds(2.5 * 3600)
  ) { settings, errand throws(PollError) in
    guard !settings.categories.isEmpty else {
      throw PollError(source: "oai", cause: .settings("no category is watched"))
    }
    return settings.archiveSets.flatMap { set in
      let papers = OAIHarvest(set: set, format: .papers, errand: errand, settings: settings)
      guard settings.versions, errand != .reconcile else { return [papers.walk] }
      return [papers.walk, OAIHarvest(set: set, format: .versions, errand: errand, settings: settings).walk]
    }
  }
}

extension PollSettings {
  /// nil is all of arXiv.
  fileprivate var archiveSets: [String?] {
    watchesEverything ? [nil] : Set(categories.map(\.archiveSet)).sorted()
  }
}

extension OAIHarvest {
  fileprivate var walk: Walk {
    Walk(lane: lane, isEssential: format == .papers) { state, asker in
      try await page(after: state, asker)
    }
  }
}

/// Where an unfinished list stands.
struct ListPlace: Codable, Sendable, Equatable {
  var token: String
  /// The greatest datestamp seen, not beyond the day on which the harvest began.
  var latest: Day?
  /// Whether the list was already begun anew in this run, because its token was refused.
  var restarted = false
}

/// The harvest as the next request sees it.
struct Standing: Sendable {
  var from: Day
  var position: Position?
  var place: ListPlace?
  var isRestarted = false

  var number: Int { (position?.pages ?? 0) + 1 }

  /// From where nothing can be missed when the list begins: one day before the last record seen.
  var safeDay: Day { max(from, place?.latest.map { $0 - 1 } ?? from) }

  var restarted: Standing {
    var standing = self
    standing.isRestarted = true
    return standing
  }

  func next(after answer: OAIPage, papers: Int) -> Page.Next {
    let beganAt = position?.beganAt ?? answer.responseDate ?? from.startUTC
    guard let token = answer.token else {
      // Nothing at all may be the answer of a service that has lost its records: it moves no cursor.
      return .done(cursor: position == nil && answer.isNothing ? nil : Day(utc: beganAt))
    }
    // A datestamp of the future would make a restart skip everything before it.
    let seen = answer.records.compactMap(\.datestamp).filter { $0 <= Day(utc: beganAt) }.max()
    let latest = [place?.latest, seen].compactMap { $0 }.max()
    let list = ListPlace(token: token, latest: latest, restarted: isRestarted || place?.restarted ?? false)
    var position = Position(from: from, beganAt: beganAt, place: .list(list))
    position.pages = number
    position.papers = papers
    return .more(position)
  }
}
