internal import Listing
internal import Papers
internal import Queueing

/// How the lines of listed papers should change, because the papers did: a code link that appeared, another title.
struct LineEdits: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic

  init(_ installation: Installation, topic: Configuration.Topic) {
    self.installation = installation
    self.topic = topic
  }

  /// In the order of the papers' ids; none without a list that can be read. The dates are those of the events, which
  /// tell what became of the papers.
  func all(_ events: [PaperEventRecord]) async throws -> [PaperEventRecord] {
    guard let list = topic.list, let bytes = try? ListFile(list.file).read() else { return [] }
    let changed = try await installation.store.changedListedPapers(topic: topic.id)
    guard !changed.isEmpty else { return [] }
    let dates = Dictionary(events.map { ($0.id, $0.at) }) { max($0, $1) }
    let editor = ListEditor(bytes: bytes)
    return changed.compactMap { paper in
      // What the paper asked for from the start, the curator has left out on purpose.
      let before = editor.proposals(for: paper.first, list.style)
      for case .line(let number, let old, let new, let why) in editor.proposals(for: paper.now, list.style)
      where !before.contains(where: { $0.newLine == new }) {
        let at = dates[paper.now.id.canonical] ?? paper.now.updated?.rfc3339 ?? ""
        return PaperEventRecord(
          edit: LineEditRecord(line: number, old: old, new: new),
          of: paper.now,
          why: why,
          at: at
        )
      }
      return nil
    }
  }
}

extension ProposedEdit {
  fileprivate var newLine: String? {
    guard case .line(_, _, let new, _) = self else { return nil }
    return new
  }
}
