internal import Notifying
internal import Papers
internal import Publishing
internal import Scoring

/// Reads the digests of a topic.
struct DigestReader {
  let topic: String
  let title: String
  /// The ids of the channels there are.
  let channels: [String]
  /// The topic's sections, in their order.
  let sections: [String]

  /// What a digest may be made of, and the logs it follows.
  private static let kinds: [(name: String, logs: Set<DigestLog>)] = [
    (FeedKind.accepted.rawValue, [.acceptance]), (FeedKind.candidates.rawValue, [.proposal]),
    ("both", [.proposal, .acceptance]),
  ]

  func read(_ maps: [MapReader]) -> [DigestPlan] {
    var ids: Set<String> = []
    return maps.compactMap { map in
      let id = map.require("id", .identifier, fallback: "")
      if !ids.insert(id).inserted { map.fault("there is another digest with this id", key: "id") }
      defer { map.finish() }
      let schedule = schedule(map)
      let logs = map.read("of", .choice(Self.kinds.map(\.name)), default: FeedKind.candidates.rawValue)
      let to = recipients(map)
      let policy = policy(id, map)
      let changes = map.read("changes", .flag, default: true)
      guard let schedule else { return nil }
      return DigestPlan(
        policy: policy,
        schedule: schedule,
        logs: Self.kinds.first { $0.name == logs }?.logs ?? [],
        changes: changes,
        channels: to
      )
    }
  }

  private func schedule(_ map: MapReader) -> DigestSchedule? {
    let after = map.optional("after", .choice(["announcement"]))
    let zone = map.read("zone", .zone, default: "UTC")
    let days = WeekdaySet(map.read("days", .weekdays, default: "daily")) ?? .daily
    let when = map.optional("when", .timeOfDay)
    guard (after == nil) != (when == nil) || (map.has("when") && when == nil) else {
      map.fault("say when it is due: either when, a time of day, or after: announcement", key: "when")
      return nil
    }
    if after != nil, map.has("days") {
      map.fault("days goes with when; every announcement has its digest", key: "days")
    }
    if after != nil, map.has("zone") {
      map.fault("zone goes with when; a digest after an announcement has the day of the listing", key: "zone")
    }
    guard after == nil else { return .announcements }
    return when.flatMap { LocalTime($0, zone: zone) }.map { .clock($0, days) }
  }

  private func policy(_ id: String, _ map: MapReader) -> DigestPolicy {
    let wanted = map.list("sections", .text)
    if map.has("sections"), map.hasNone("sections") {
      map.fault("name a section, or leave the key out for all", key: "sections")
    }
    for name in wanted ?? [] where !sections.contains(name) {
      let guess = nearest(to: name, among: sections).map { "did you mean \($0)?" }
      map.fault("the rules have no section “\(name)”", key: "sections", suggestion: guess)
    }
    return DigestPolicy(
      topic: topic,
      topicTitle: title,
      name: id,
      sectionOrder: sections,
      sections: wanted.map(Set.init),
      minimumScore: map.optional("min_score", .number),
      sendsEmpty: map.read("when_empty", .choice(["skip", "send"]), default: "skip") == "send"
    )
  }

  private func recipients(_ map: MapReader) -> [String] {
    let names = map.list("to", .text) ?? []
    if map.hasNone("to") { map.fault("name the channels that get the digest", key: "to") }
    for name in names where !channels.contains(name) {
      let guess = nearest(to: name, among: channels).map { "did you mean \($0)?" }
      map.fault("there is no channel “\(name)”", key: "to", suggestion: guess)
    }
    return names
  }
}
