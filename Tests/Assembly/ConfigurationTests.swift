import Foundation
import Listing
import Scoring
import TestKit
import Testing

@testable import Assembly

@Suite struct `The configuration` {
  @Test func `that is shipped is in order, and asks for nothing that is not done`() throws {
    let file = ConfigurationFile(path: Checkout.path("config.yml"))
    let configuration = try file.load()
    #expect(configuration.topics.map(\.id) == ["rl-multimodal-reasoning"])
    #expect(configuration.unperformed.isEmpty)
    #expect(configuration.storage.database == Checkout.path("var/gleaner.sqlite"))
  }

  @Test func `may hold every part of the design; what is not done yet is named in one warning`() throws {
    let configuration = try ConfigurationFile(path: "c.yml").read(Self.everything)
    #expect(
      configuration.warnings.first
        == "configured, but not done by this version yet: storage.keep_unmatched, "
        + "feeds.formats: rss, feeds.formats: json, feeds.page, serve"
    )
    #expect(configuration.arxiv.sources == ["oai", "rss", "api"])
    #expect(configuration.topics.first?.rulebook.rules.groups.count == 2)
    #expect(configuration.topics.first?.learn?.weight == 1)
    #expect(configuration.topics.first?.learn?.after == 20)
  }

  @Test func `has a page that marks as not yet just what is not done`() throws {
    let undone = try ConfigurationFile(path: "c.yml").read(Self.everything).unperformed
    let page = try Checkout.text("docs/configuration.md")
    let marked = Self.notYet(page)
    #expect(!marked.isEmpty)
    for path in marked {
      #expect(undone.contains { path == $0 || path.hasPrefix($0 + ".") }, "\(path) is done")
    }
    for path in undone {
      #expect(marked.contains { $0 == path || $0.hasPrefix(path + ".") }, "\(path) is not marked")
    }
    let warning = try #require(page.firstMatch(of: /not done by this version yet: (.+)/)?.output.1)
    #expect(warning.split(separator: ", ").allSatisfy { undone.contains(String($0)) })
  }

  /// Key paths whose row of the page has "not yet" in the column "performed", written as warnings write them.
  private static func notYet(_ page: String) -> [String] {
    var section = ""
    var found: [String] = []
    for line in page.split(separator: "\n") {
      if let heading = line.wholeMatch(of: /#+ `([^`]+)`/) {
        section = heading.output.1.replacingOccurrences(of: "topics[].", with: "")
      }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count > 3, cells[3].contains("not yet") else { continue }
      let path = "\(section).\(cells[0].replacingOccurrences(of: "`", with: ""))"
      // Of some keys only some values are done: “`atom`: yes; `rss`, `json`: not yet”.
      let part = cells[3].split(separator: ";").last { $0.contains("not yet") } ?? ""
      let values = part.matches(of: /`([^`]+)`/).map { String($0.output.1) }
      found += values.isEmpty ? [path] : values.map { "\(path): \($0)" }
    }
    return found
  }

  @Test func `tells all its faults at once, each with its place and what to do`() throws {
    let texts = try Self.faulty.map { name, text in
      let faults = #expect(throws: ConfigurationFaults.self) {
        try ConfigurationFile(path: "c.yml").read(text)
      }
      return "# \(name)\n\(try #require(faults))"
    }
    try expectGolden(texts.joined(separator: "\n\n") + "\n", "configuration-faults.txt")
  }

  @Test(arguments: [
    (
      "commit: true, pull_request: {repository: a/b, token: {env: T}}",
      "list.commit: a line is either committed here or"
    ),
    (
      "pull_request: {repository: list, token: {env: T}}", "pull_request.repository: “list” is not owner/name"
    ),
    (
      "pull_request: {repository: a/b/c, token: {env: T}}",
      "pull_request.repository: “a/b/c” is not owner/name"
    ),
    ("pull_request: {repository: a/b}", "pull_request.token: name where the token is kept"),
    (
      "pull_request: {repository: a/b, token: {env: T}, branch: add}",
      "pull_request.branch: the branch needs {id}"
    ),
    ("pull_request: {repository: a/b, token: {env: T}, api: ftp://x}", "pull_request.api: "),
    ("message: 'Add {nmae}'", "list.message: {nmae} is no placeholder; there are {id} {name}"),
    ("undo_message: 'Remove {id'", "list.undo_message: a { is not closed"),
    ("message: ' '", "list.message: "),
    ("style: {url: html}", "list.style.url: “html” is no choice here; write abs, pdf"),
    ("style: {labels: {cod: x}}", "list.style.labels.cod: "),
    ("style: {blank_lines: maybe}", "list.style.blank_lines: “maybe” is no yes or no"),
  ])
  func `says what is wrong with the keys of a list`(_ keys: String, _ fault: String) throws {
    let text = Workplace.small.replacing("{ file: list.md }", with: "{ file: list.md, \(keys) }")
    let faults = try #require(
      #expect(throws: ConfigurationFaults.self) { try ConfigurationFile(path: "c.yml").read(text) }
    )
    #expect(faults.faults.count == 1, "\(faults)")
    #expect(faults.description.contains(fault), "\(faults)")
  }

  @Test(arguments: [
    ("when: '+8:30'", "when: “+8:30” is no time of day"),
    ("when: '08:+3'", "when: “08:+3” is no time of day"),
    ("after: announcement, zone: Europe/Berlin", "zone: zone goes with when"),
    ("after: announcement, days: weekly", "days: days goes with when"),
    ("after: announcement, when: '18:30'", "when: say when it is due"),
  ])
  func `says what is wrong with when a digest is due`(_ keys: String, _ fault: String) throws {
    let digest = "    digests: [{ id: daily, to: [local], \(keys) }]"
    let text = "\(Workplace.small)\n\(digest)\nchannels: [{ id: local, kind: maildir, path: mail }]\n"
    let faults = try #require(
      #expect(throws: ConfigurationFaults.self) { try ConfigurationFile(path: "c.yml").read(text) }
    )
    #expect(faults.faults.count == 1, "\(faults)")
    #expect(faults.description.contains("digests[0].\(fault)"), "\(faults)")
  }

  @Test func `reads how a list is written and what is said about it`() throws {
    let keys = """
      pull_request: { repository: a/b, token: { file: token }, base: dev, path: docs/list.md },
      message: "New: {title}", style: { url: pdf, brackets: double, affiliation: false, blank_lines: true,
      labels: { code: "Code 💻" } }
      """
    let text = Workplace.small.replacing("{ file: list.md }", with: "{ file: list.md, \(keys) }")
    let list = try #require(
      try ConfigurationFile(path: "/etc/gleaner/c.yml").read(text).topics.first?.list
    )
    guard case .pullRequest(let proposing, _) = list.way else {
      Issue.record("\(list.way)")
      return
    }
    #expect(proposing.token == .kept(.file, "/etc/gleaner/token"))
    #expect(proposing.base == "dev" && proposing.path == "docs/list.md" && proposing.branch == "gleaner/{id}")
    #expect(list.style.linkLabels == [.code: "Code 💻"])
    #expect(list.style.blankLines == true && list.style.affiliation == false)
  }

  @Test func `with five faults reports five`() throws {
    let text = Workplace.small
      .replacing("pace: 0s", with: "pace: fast").replacing("threshold: 2", with: "treshold: 2")
      .replacing("robot*\"", with: "ro*bot\"").replacing("cs.CV", with: "53D10").replacing(
        "[oai]",
        with: "[oia]"
      )
    let faults = #expect(throws: ConfigurationFaults.self) { try ConfigurationFile(path: "c.yml").read(text) }
    #expect(faults?.faults.count == 5, "\(faults?.description ?? "")")
    #expect(faults?.faults.allSatisfy { $0.line != nil && $0.column != nil } == true)
  }

  @Test(arguments: [
    ("topics[0].rules.threshold=7.5", 7.5), ("topics[0].rules.threshold=-1", -1),
  ])
  func `is overridden key by key`(override: String, threshold: Double) throws {
    let file = ConfigurationFile(path: "c.yml", overrides: [override])
    #expect(try file.read(Workplace.small).topics.first?.rulebook.rules.threshold == threshold)
  }

  @Test(arguments: ["nonsense", "=1", "topics[7].id=x", "instance.contact.name=x", "topics[x].id=y"])
  func `refuses an override that leads nowhere`(override: String) {
    #expect(throws: ConfigurationFaults.self) {
      try ConfigurationFile(path: "c.yml", overrides: [override]).read(Workplace.small)
    }
  }

  @Test func `takes relative paths from its own folder`() throws {
    let configuration = try ConfigurationFile(path: "/etc/gleaner/config.yml").read(Workplace.small)
    #expect(configuration.storage.database == "/etc/gleaner/gleaner.sqlite")
    #expect(configuration.topics.first?.feeds?.directory == "/etc/gleaner/feeds")
  }

  @Test func `that cannot be read says how to name another`() throws {
    let faults = #expect(throws: ConfigurationFaults.self) {
      try ConfigurationFile(path: "/nowhere/config.yml").load()
    }
    #expect(faults?.description.contains("--config") == true)
  }

  @Test func `is never a trap, whatever stands in it`() {
    var random = Seeded(7)
    let pieces = [
      "a", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", "\"", "'", "*", "&", "!", "topics", "rules", "1",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      #expect(throws: ConfigurationFaults.self) { try ConfigurationFile(path: "c.yml").read(text) }
    }
  }

  private static let faulty: [(String, String)] = [
    ("nothing", ""), ("no mapping", "- a\n- b"), ("no YAML", "instance: {"),
    ("a key twice", "serve: {}\nserve: {}"),
    (
      "one of each",
      """
      instance: { contact: me, base_url: "ftp://x", authority: me }
      storage: { databse: x, keep_unmatched: 1.5d }
      arxiv:
        oai: https://oaipmh.arxiv.org/oai
        sources: [oai, oai, atom]
        categories: [cs.CV, 12]
        pace: 1s
        lookback: 21
      topics:
        - id: Review Me
          rules:
            threshold: high
            groups:
              rl: { points: 3, any: ["", "a*b", "near(a, x, b)"] }
              and: { points: .nan, any: [x] }
              empty: { points: 1 }
            require: "rl and (vide or"
            veto: [tilte:x]
            categories: { cs.: 1 }
            sections: [{ name: A, when: "rll" }, { name: A }]
          learn: { weight: heavy }
          list: { commit: maybe, pull_request: { token: ghp_secret } }
          feeds: { formats: [atom, pdf], page: 0 }
          digests: [{ id: daily, when: "25:00", zone: Mars, days: someday, of: all, to: [mial] }]
        - { id: metrics, title: x, rules: { threshold: 1 } }
      channels:
        - { id: mail, kind: email, from: me, to: [], server: mail.example.org, password: hunter2 }
        - { id: mail, kind: pigeon }
        - { id: hook, kind: webhook, secret: { credential: a, file: b } }
        - { id: port, kind: discord, url: "http://h:99999/hush" }
        - { id: space, kind: webhook, url: "https://h/hush hush" }
        - id: people
          kind: email
          from: Gleaner <g@müller.example>
          to: [ada@example.org, ädä@example.org, "Bo <bo@ü-.example>", cy@müller.example, dan]
          server: smtps://post.müller.example
      serve: { listen: "8080" }
      extra: 1
      """
    ),
  ]

  private static let everything = """
    instance: { contact: "mailto:you@example.org", base_url: "http://127.0.0.1:8080/", authority: "example.org,2026" }
    storage: { database: var/gleaner.sqlite, keep_unmatched: 90d }
    arxiv:
      oai: https://oaipmh.arxiv.org/oai
      rss: https://rss.arxiv.org
      api: https://export.arxiv.org/api/query
      sources: [oai, rss, api]
      categories: [cs.CV, cs.CL, eess.IV]
      pace: 3.5s
      lookback: 21d
    topics:
      - id: rl
        title: RL
        rules:
          threshold: 6
          daily: 20
          groups:
            multimodal: { points: 3, title: 2, repeat: 0.5, max: 7, any: ["multimodal", "MLLM*"] }
            benchmark: { points: 2, absent: -2, any: ["benchmark", "near(reward, 4, visual)"] }
          require: "multimodal or benchmark"
          veto: ["federated learning"]
          categories: { cs.CV: 0.5 }
          authors: { points: 2, follow: ["Given Family"] }
          sections: [ { name: "Vision (Image)", when: "multimodal" } ]
        learn: { weight: 1.0, after: 20 }
        list: { file: lists/README.md, commit: true }
        feeds: { directory: feeds, formats: [atom, rss, json], page: 50 }
        digests:
          - { id: daily, when: "18:30", zone: Europe/Berlin, days: mon-fri, of: candidates, to: [local, mail] }
    channels:
      - { id: local, kind: maildir, path: var/mail }
      - { id: mail, kind: email, from: "Gleaner <g@example.org>", to: ["a@example.org"], server: "smtps://m.example.org",
          user: u, password: { credential: smtp } }
      - { id: chat, kind: slack, url: { credential: slack } }
      - { id: hook, kind: webhook, url: "https://example.org/hook", secret: { credential: hook }, allow_private: false }
    serve: { listen: "127.0.0.1:8080" }
    """
}
