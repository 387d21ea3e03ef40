internal import Papers
internal import Publishing
internal import Reviewing
internal import Scoring
internal import Yams

/// Reads one topic of the configuration.
struct TopicReader {
  let root: Node
  let channels: [String]
  let resolve: (String) -> String
  let log: ReadingLog
  let performed: Performance

  /// nil when a fault was found; the log has it.
  func read(_ map: MapReader) -> Configuration.Topic? {
    let id = map.require("id", .identifier, fallback: "")
    let reserved = ["review", "healthz", "readyz", "metrics", "subscribe", "unsubscribe"]
    if reserved.contains(id) {
      map.fault("“\(id)” is an address of the server; choose another id", key: "id")
    }
    let title = map.require("title", .text, fallback: "")
    let rulebook = rulebook(map.map("rules"))
    let learn = learn(map)
    let orders = orders(map)
    let list = ListReader(resolve: resolve).read(map)
    let feeds = feeds(map)
    let digests = DigestReader(topic: id, title: title, channels: channels, sections: sections(rulebook))
      .read(map.maps("digests"))
    map.finish()
    guard let rulebook else { return nil }
    return Configuration.Topic(
      id: id,
      title: title,
      rulebook: rulebook,
      learn: learn,
      orders: orders,
      list: list,
      feeds: feeds,
      digests: digests
    )
  }

  private func sections(_ rulebook: Rulebook?) -> [String] {
    rulebook?.rules.sections.map(\.name) ?? []
  }

  // MARK: rules

  private func rulebook(_ map: MapReader) -> Rulebook? {
    let rules = rules(map)
    do throws(RuleFaults) {
      return try Rulebook(rules)
    } catch {
      for fault in error.faults { complain(fault, below: map.path) }
      return nil
    }
  }

  private func rules(_ map: MapReader) -> Rules {
    defer { map.finish() }
    return Rules(
      threshold: map.require("threshold", .number, fallback: 0),
      daily: map.optional("daily", .whole(1...Int.max)),
      groups: map.namedMaps("groups").map(group),
      require: map.optional("require", .text),
      veto: map.list("veto", .anyText) ?? [],
      categories: map.pairs("categories", .number).map {
        Rules.CategoryRule(name: $0.name, points: $0.value)
      },
      authors: map.optionalMap("authors").map(authors),
      sections: map.maps("sections").map(section)
    )
  }

  private func group(_ name: String, _ map: MapReader) -> Rules.Group {
    defer { map.finish() }
    return Rules.Group(
      name: name,
      points: map.require("points", .number, fallback: 0),
      title: map.read("title", .number, default: 0),
      repeat: map.read("repeat", .number, default: 0),
      max: map.optional("max", .number),
      absent: map.read("absent", .number, default: 0),
      any: map.list("any", .anyText) ?? []
    )
  }

  private func authors(_ map: MapReader) -> Rules.Followed {
    defer { map.finish() }
    return Rules.Followed(
      points: map.require("points", .number, fallback: 0),
      follow: map.list("follow", .anyText) ?? []
    )
  }

  private func section(_ map: MapReader) -> Rules.SectionRule {
    defer { map.finish() }
    return Rules.SectionRule(
      name: map.require("name", .text, fallback: ""),
      when: map.optional("when", .text)
    )
  }

  private func complain(_ fault: RuleFault, below path: String) {
    let full = "\(path).\(fault.path)"
    let node = root.nearest(KeyPath.longest(full)[...])
    let suggestion = fault.suggestion.map { "did you mean \($0)?" }
    log.fault(fault.message, at: full, node: node, suggestion: suggestion)
  }

  // MARK: what follows a decision

  private func learn(_ map: MapReader) -> Configuration.Learn? {
    guard let learn = map.optionalMap("learn") else { return nil }
    defer { learn.finish() }
    return Configuration.Learn(
      weight: learn.read("weight", .number, default: 1),
      after: learn.read("after", .whole(1...Int.max), default: 20)
    )
  }

  private func orders(_ map: MapReader) -> StandingOrders {
    guard let orders = map.optionalMap("orders") else { return StandingOrders() }
    defer { orders.finish() }
    return StandingOrders(
      accept: orders.optional("accept", .number),
      expire: orders.optional("expire", .days)
    )
  }

  private func feeds(_ map: MapReader) -> Configuration.Feeds? {
    guard let feeds = map.optionalMap("feeds") else { return nil }
    defer { feeds.finish() }
    let later = ["rss", "json"]
    let names = feeds.list("formats", .choice(FeedFormat.all.map(\.name) + later)) ?? ["atom"]
    for name in names where later.contains(name) { performed.notYet("feeds.formats: \(name)") }
    if feeds.optional("page", .whole(1...1000)) != nil { performed.notYet("feeds.page") }
    return Configuration.Feeds(
      directory: resolve(feeds.read("directory", .text, default: "feeds")),
      formats: names.compactMap { FeedFormat.named($0) }
    )
  }
}
