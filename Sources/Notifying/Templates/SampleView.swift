private import Foundation
private import Papers

extension DigestView {
  /// A digest that has everything: what templates are checked with.
  static let sample = DigestView(
    Digest(
      id: "topic/daily/2026-11-25",
      topic: "topic",
      topicTitle: "Topic",
      name: "daily",
      due: Date(timeIntervalSince1970: 1_795_627_800),
      subject: "Topic: 1 new paper",
      sections: [DigestSection(name: "Section", items: WorkID("2611.00001").map { [item($0)] } ?? [])],
      changes: WorkID("2611.00002").map { [change($0)] } ?? [],
      outage: "arXiv could not be read.",
      lastPoll: Date(timeIntervalSince1970: 1_795_573_860)
    ),
    baseURL: "https://example.org/",
    leave: LeaveView(
      mailto: "mailto:a@example.org",
      address: "a@example.org",
      link: "https://example.org/leave"
    )
  )

  /// All names that a template may use.
  var names: Set<String> { Views.names(in: self) }

  private static func item(_ work: WorkID) -> DigestItem {
    DigestItem(
      work: work,
      state: .accepted,
      title: "Title",
      authors: ["Ada Lovelace"],
      abstract: "Abstract.",
      categories: ["cs.CV"],
      score: 7,
      why: ["rule +7: word"],
      announced: Day(year: 2026, month: 11, day: 25),
      url: "https://arxiv.org/abs/2611.00001",
      links: [Link(label: "Code", url: "https://example.org/code")]
    )
  }

  private static func change(_ work: WorkID) -> DigestChange {
    DigestChange(
      work: work,
      title: "Title",
      kind: "version",
      detail: "v2",
      url: "https://arxiv.org/abs/2611.00002"
    )
  }
}

/// The names inside views, as Mustache finds them.
enum Views {
  /// nil when there is none of this name.
  static func child(_ name: String, of view: Any) -> Any? {
    children(view).first { $0.name == name }.flatMap { bare($0.value) }
  }

  /// Of the view and all that it holds.
  static func names(in view: Any) -> Set<String> {
    children(view).reduce(into: []) { names, child in
      names.insert(child.name)
      for inner in held(child.value) { names.formUnion(Self.names(in: inner)) }
    }
  }

  /// The names of what holds something of this name, at any depth.
  static func holders(of name: String, in view: Any) -> Set<String> {
    children(view).reduce(into: []) { holders, child in
      for inner in held(child.value) {
        if Self.child(name, of: inner) != nil { holders.insert(child.name) }
        holders.formUnion(Self.holders(of: name, in: inner))
      }
    }
  }

  private static func children(_ view: Any) -> [(name: String, value: Any)] {
    Mirror(reflecting: view).children.compactMap { child in child.label.map { ($0, child.value) } }
  }

  /// What a section of this value shows: the elements of a list, or what there is.
  private static func held(_ value: Any) -> [Any] {
    guard let value = bare(value) else { return [] }
    return value as? [Any] ?? [value]
  }

  private static func bare(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : value
  }
}
