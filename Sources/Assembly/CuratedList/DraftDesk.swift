internal import Listing
internal import Papers
internal import Queueing
internal import Scoring

/// Drafts lines for a topic's list, from what the store knows.
struct DraftDesk: Sendable {
  let store: Store
  let topic: Configuration.Topic
  let list: Configuration.List

  /// What a line is made of.
  struct Material: Sendable {
    let paper: Paper
    let section: String?
    /// Whether a person chose the section: then the list must have it.
    let isChosen: Bool
    /// The line as a person wrote it.
    let written: String?
  }

  /// nil when the paper is not stored: there is nothing to draft from.
  func material(_ work: WorkID, section: String? = nil, today: Day) async throws -> Material? {
    guard let id = work.paper, let paper = try await store.paper(id) else { return nil }
    let candidate = try await store.candidate(topic: topic.id, work: work, today: today)
    let proposed = section ?? candidate?.section ?? topic.rulebook.appraise(paper).section
    let isChosen = section != nil || candidate?.isSectionChosen == true
    return Material(paper: paper, section: proposed, isChosen: isChosen, written: candidate?.draft)
  }

  /// The line for a list as it is now.
  ///
  /// - Throws: `ListRefusal` when the line that a person wrote is no entry of the paper.
  func draft(_ material: Material, in editor: ListEditor) throws(ListRefusal) -> Draft {
    // The rules may know sections that the list does not have yet.
    let section = material.section.flatMap { material.isChosen || editor.hasSection($0) ? $0 : nil }
    let drafted = Drafter(list.style).draft(material.paper, section: section, in: editor)
    guard let written = material.written else { return drafted }
    return try Draft(
      edited: written,
      of: material.paper.id,
      section: drafted.section,
      blankLines: list.style.blankLines
    )
  }
}
