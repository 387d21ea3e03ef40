/// What the words before an address say about it.
struct LinkContext {
  private let words: String

  /// `before` is lowercase.
  init(_ before: String) { words = before }

  /// The kind that the words name last: "the data and the code are at" speaks of code.
  var kind: LinkKind? {
    Self.cues.compactMap { cue -> (kind: LinkKind, place: String.Index)? in
      words.ranges(of: cue.word).last.map { (cue.kind, $0.lowerBound) }
    }.max { $0.place < $1.place }?.kind
  }

  func applied(to link: SiteLink) -> SiteLink {
    var confidence = link.confidence
    if Self.foreign.contains(where: { words.contains($0) }) { confidence *= 0.5 }
    guard link.kind != .code else {
      // A repository that holds nothing but the data is still where the paper's things are.
      return SiteLink(kind: .code, url: link.url, isMany: link.isMany, confidence: confidence)
    }
    let isData = link.isMany && link.kind == .model && kind == .dataset
    return SiteLink(
      kind: isData ? .dataset : link.kind,
      url: link.url,
      isMany: link.isMany,
      confidence: confidence
    )
  }

  private static let cues: [(word: String, kind: LinkKind)] = [
    ("project page", .project), ("project website", .project), ("project site", .project),
    ("webpage", .project),
    ("homepage", .project), ("website", .project), ("project url", .project), ("project link", .project),
    ("project:", .project), ("web page", .project), ("project can be found at", .project),
    ("page:", .project),
    ("project is at", .project), ("project at", .project), ("page at", .project), ("page is", .project),
    ("code is", .code), ("codes are", .code), ("code are", .code), ("code:", .code), ("code at", .code),
    ("code available", .code), ("code will be", .code), ("codebase", .code), ("source code", .code),
    ("dataset", .dataset), ("data is", .dataset), ("data are", .dataset), ("data:", .dataset),
    ("benchmark is", .dataset), ("models are", .model), ("model is", .model), ("weights", .model),
    ("checkpoints", .model), ("demo", .demo),
  ]

  /// Words that speak of someone else's work.
  private static let foreign = [
    "based on", "built on", "built upon", "build on", "forked from", "adapted from", "borrowed from",
    "thanks to", "using the code of",
  ]
}
