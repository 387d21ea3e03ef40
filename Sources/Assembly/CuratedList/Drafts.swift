internal import Files
internal import Listing
internal import Papers
internal import Queueing
internal import Synchronization

/// Lines for a topic's list, drafted and put in by hand.
package struct Drafts: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic
  private let list: Configuration.List
  private let desk: DraftDesk
  private let memory = ListMemory()

  /// - Throws: `NoList` for a topic without one.
  package init(_ installation: Installation, topic: Configuration.Topic) throws(NoList) {
    guard let list = topic.list else { throw NoList(topic: topic.id) }
    self.installation = installation
    self.topic = topic
    self.list = list
    desk = DraftDesk(store: installation.store, topic: topic, list: list)
  }

  /// The line for a paper and why it is as it is.
  ///
  /// - Parameters:
  ///   - text: an arXiv id in any form.
  ///   - section: where it goes; nil for the section that was chosen or proposed.
  /// - Returns: nil when the paper is not stored.
  /// - Throws: `NoWork`; `ListFileError`; `ListRefusal` when a line that a person wrote is no entry any more.
  package func draft(_ text: String, section: String? = nil) async throws -> DraftRecord? {
    let work = try NoWork.read(text)
    guard let material = try await desk.material(work, section: section, today: installation.today) else {
      return nil
    }
    let editor = memory.editor(try ListFile(list.file).read())
    let draft = try desk.draft(material, in: editor)
    do throws(ListRefusal) {
      return DraftRecord(draft, line: try editor.inserting(draft).line, refusal: nil)
    } catch {
      return DraftRecord(draft, line: nil, refusal: error.description)
    }
  }

  /// Puts a line into the list without a decision; the next reading of the list accepts the paper.
  ///
  /// - Parameters:
  ///   - text: an arXiv id in any form.
  ///   - section: as with `draft`.
  ///   - allowed: some of `likenessNames`: likenesses to another entry that are no reason to refuse.
  ///   - isRehearsal: only says what would change.
  /// - Returns: nil when the paper is not stored.
  /// - Throws: as `draft`; `ListRefusal` for what the list says no to; `WaitingFault`.
  package func insert(
    _ text: String,
    section: String? = nil,
    allowing allowed: [String] = [],
    isRehearsal: Bool
  ) async throws -> InsertionRecord? {
    let work = try NoWork.read(text)
    guard let material = try await desk.material(work, section: section, today: installation.today) else {
      return nil
    }
    let likenesses = ListRefusal.Likeness.allowable.filter { $0.name.map(allowed.contains) ?? false }
    let debt = ListDebt(work: work, wanted: .in)
    let change = ListChange(
      debt: debt,
      material: material,
      desk: desk,
      allowed: Set(likenesses),
      isByHand: true
    )
    let preview = try change.applied(to: try ListFile(list.file).read())
    guard !isRehearsal else { return InsertionRecord(work, preview, request: nil) }
    let lock = try await installation.lockLists()
    defer { lock.release() }
    let done = try await ListWriter(installation, list: list, wire: nil).write(change)
    try await installation.store.recordInsertion(
      of: work,
      topic: topic.id,
      line: done.line,
      request: done.request,
      today: installation.today
    )
    return InsertionRecord(work, preview, request: done.request)
  }

  /// Keeps a line as a person wrote it; it is then used word for word. An empty one brings the drafted line back.
  ///
  /// - Throws: `NoWork`; `ListRefusal` when it is no entry of the paper.
  package func keep(_ line: String, of text: String) async throws {
    let work = try NoWork.read(text)
    guard let paper = work.paper else { throw NoWork(text: text) }
    let trimmed = line.split(whereSeparator: \.isNewline).joined(separator: "\n")
    let written = trimmed.isEmpty ? nil : try Draft(edited: trimmed, of: paper, section: nil).line
    _ = try await installation.store.setDraft(written, topic: topic.id, work: work)
  }

  /// The sections of the list, as a person may name them.
  ///
  /// - Throws: `ListFileError`.
  package func sections() throws -> [String] {
    memory.editor(try ListFile(list.file).read()).sectionNames
  }

  /// What `allowing` may hold.
  package static let likenessNames: [String] = ListRefusal.Likeness.allowable.compactMap(\.name)
}

/// The list as it was understood last, so that who drafts line after line does not pay for the whole list each time.
private final class ListMemory: Sendable {
  private let last = Mutex<ListEditor?>(nil)

  func editor(_ bytes: [UInt8]) -> ListEditor {
    if let known = last.withLock({ $0 }), known.bytes == bytes { return known }
    let editor = ListEditor(bytes: bytes)
    last.withLock { $0 = editor }
    return editor
  }
}
