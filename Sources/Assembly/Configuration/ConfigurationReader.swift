private import Foundation
internal import Notifying
internal import Papers
internal import Polling
internal import Publishing
internal import Scoring
internal import Yams

/// Reads the keys of the configuration into values. Section by section; `docs/configuration.md` is its reference.
struct ConfigurationReader {
  let folder: String
  let log: ReadingLog

  /// nil when a fault was found that leaves nothing to build on; the log has it.
  func read(_ root: Node) -> Configuration? {
    let top = MapReader(root, log: log)
    let performed = Performance()
    let instance = instance(top.map("instance"))
    let storage = storage(top.map("storage"), performed)
    let arxiv = arxiv(top.map("arxiv"))
    let channels = ChannelReader(resolve: resolve).read(top.maps("channels"))
    let topics = topics(top, root: root, channels: channels.map(\.id), performed)
    if let serve = top.optionalMap("serve") {
      _ = serve.read("listen", .hostPort, default: "127.0.0.1:8080")
      serve.finish()
      performed.notYet("serve")
    }
    top.finish()
    guard let instance, !topics.isEmpty else { return nil }
    return Configuration(
      instance: instance,
      storage: storage,
      arxiv: arxiv,
      topics: topics,
      channels: channels,
      unperformed: performed.missing
    )
  }

  private func instance(_ map: MapReader) -> Configuration.Instance? {
    defer { map.finish() }
    let contact = map.require("contact", .address(["mailto", "https", "http"]), fallback: "")
    let baseURL = map.read("base_url", .web, default: "http://127.0.0.1:8080/")
    let unsubscribe = unsubscribe(map)
    let templates = templates(map)
    let written = map.require("authority", .text, fallback: "")
    guard let authority = TagAuthority(written) else {
      if !written.isEmpty {
        map.fault(
          "“\(written)” is no authority",
          key: "authority",
          suggestion: "write a domain of yours and a year, such as example.org,2026"
        )
      }
      return nil
    }
    return Configuration.Instance(
      contact: contact,
      baseURL: baseURL,
      authority: authority,
      unsubscribe: unsubscribe,
      templates: templates
    )
  }

  private func unsubscribe(_ map: MapReader) -> Configuration.Unsubscribe? {
    let secret = map.secret("unsubscribe_secret")?.kept(in: resolve)
    guard let address = map.optional("unsubscribe", .address(["https"])) else { return nil }
    guard let secret else {
      map.fault("a link has to be signed: name where the secret is kept", key: "unsubscribe_secret")
      return nil
    }
    return Configuration.Unsubscribe(address: address, secret: secret)
  }

  private func templates(_ map: MapReader) -> Templates {
    guard let path = map.optional("templates", .text) else { return .shipped }
    do throws(TemplateFault) { return try Templates(folder: resolve(path)) } catch {
      map.fault(error.description, key: "templates")
      return .shipped
    }
  }

  private func storage(_ map: MapReader, _ performed: Performance) -> Configuration.Storage {
    defer { map.finish() }
    if map.optional("keep_unmatched", .days) != nil { performed.notYet("storage.keep_unmatched") }
    return Configuration.Storage(
      database: resolve(map.read("database", .text, default: "var/gleaner.sqlite"))
    )
  }

  private func arxiv(_ map: MapReader) -> Configuration.ArXiv {
    defer { map.finish() }
    let oai = map.read("oai", .web, default: "https://oaipmh.arxiv.org/oai")
    let api = map.read("api", .web, default: "https://export.arxiv.org/api/query")
    let rss = map.read("rss", .web, default: "https://rss.arxiv.org")
    let sources = map.list("sources", .choice(Source.all.map(\.name))) ?? Source.all.map(\.name)
    let pace = map.read("pace", .duration, default: .milliseconds(3500))
    let asked = ["oai": oai, "api": api, "rss": rss].filter { sources.contains($0.key) }
    if pace < .seconds(3), asked.values.contains(where: \.isArXiv) {
      map.fault("arXiv asks for at least 3s between requests", key: "pace", suggestion: "write 3.5s")
    }
    if sources.isEmpty, map.has("sources"), map.hasNone("sources") {
      map.fault("name at least one source: oai, rss or api", key: "sources")
    }
    if sources.count != Set(sources).count { map.fault("a source stands here twice", key: "sources") }
    return Configuration.ArXiv(
      oai: oai,
      rss: rss,
      api: api,
      sources: sources,
      categories: categories(map),
      pace: pace,
      lookback: map.read("lookback", .days, default: 21),
      holidays: map.list("holidays", .day) ?? []
    )
  }

  private func categories(_ map: MapReader) -> [Papers.Category] {
    if map.hasNone("categories") {
      map.fault("name the arXiv categories to watch", key: "categories", suggestion: "such as [cs.CV, cs.CL]")
    }
    return map.list("categories", .category) ?? []
  }

  private func topics(
    _ top: MapReader,
    root: Node,
    channels: [String],
    _ performed: Performance
  ) -> [Configuration.Topic] {
    let maps = top.maps("topics")
    if maps.isEmpty { top.fault("name at least one topic", key: "topics") }
    let reader = TopicReader(root: root, channels: channels, resolve: resolve, log: log, performed: performed)
    var seen: Set<String> = []
    return maps.compactMap { map in
      guard let topic = reader.read(map) else { return nil }
      if !seen.insert(topic.id).inserted { map.fault("there is another topic with this id", key: "id") }
      return topic
    }
  }

  /// Relative paths are relative to the configuration's folder.
  private func resolve(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }
}

/// What the configuration asks for and this version does not do yet.
final class Performance {
  private(set) var missing: [String] = []

  func notYet(_ key: String) {
    if !missing.contains(key) { missing.append(key) }
  }
}

extension String {
  fileprivate var isArXiv: Bool {
    guard let host = URLComponents(string: self)?.host?.lowercased() else { return false }
    return host == "arxiv.org" || host.hasSuffix(".arxiv.org")
  }
}
