internal import Listing
internal import Papers
internal import Queueing

/// One change that a decision asks of a list, worked out on whatever bytes the list has when it is its turn.
struct ListChange: Sendable {
  let debt: ListDebt
  /// nil when nothing is stored about the paper.
  let material: DraftDesk.Material?
  let desk: DraftDesk
  /// Likenesses to another entry that are no reason to refuse.
  var allowed: Set<ListRefusal.Likeness> = []
  /// Whether a person asked for just this, and wants to hear that the paper is there already.
  var isByHand = false

  /// A list with the change.
  struct Result: Sendable {
    let bytes: [UInt8]
    /// The entry's line as it stands in the list now; nil when there is none of ours.
    let line: String?
    /// 1-based; nil when nothing had to change.
    let place: Int?
    let diff: String
    let draft: Draft?
  }

  /// - Throws: `ListRefusal`.
  func applied(to bytes: [UInt8]) throws(ListRefusal) -> Result {
    if String(validating: bytes, as: UTF8.self) == nil { throw .notUTF8(line: Self.unreadableLine(bytes)) }
    switch debt.wanted {
    case .out: return try without(bytes)
    case .in: return try with(bytes)
    }
  }

  private static func unreadableLine(_ bytes: [UInt8]) -> Int {
    let lines = ListLines(bytes)
    let first = lines.indices.first { String(validating: lines[$0], as: UTF8.self) == nil }
    return (first ?? 0) + 1
  }

  private func with(_ bytes: [UInt8]) throws(ListRefusal) -> Result {
    guard let material else { return try unknown(bytes) }
    // One that is there already moves to its new section.
    let start = debt.line.flatMap { try? removing($0, from: bytes).bytes } ?? bytes
    let editor = ListEditor(bytes: start)
    let draft = try desk.draft(material, in: editor)
    do throws(ListRefusal) {
      // What is there already was allowed.
      let granted = start == bytes ? allowed : allowed.union(ListRefusal.Likeness.allowable)
      let edit = try editor.inserting(draft, allowing: granted)
      guard edit.bytes != bytes else {
        return Result(bytes: bytes, line: draft.line, place: nil, diff: "", draft: draft)
      }
      return Result(bytes: edit.bytes, line: draft.line, place: edit.line, diff: edit.diff, draft: draft)
    } catch {
      guard case .duplicate(.id, _, _, let text) = error, !isByHand else { throw error }
      // The line is somebody else's, and so is the choice of its section.
      guard !material.isChosen || item(in: bytes)?.section == draft.section?.last else { throw error }
      let line = try isOurs(text, material, bytes) ? text : nil
      return Result(bytes: bytes, line: line, place: nil, diff: "", draft: draft)
    }
  }

  private func unknown(_ bytes: [UInt8]) throws(ListRefusal) -> Result {
    guard item(in: bytes) != nil else { throw .nothingStored(debt.work) }
    return Result(bytes: bytes, line: debt.line, place: nil, diff: "", draft: nil)
  }

  /// Whether a line was written by a run that was killed, or by hand: only ours is taken out again by an undo.
  private func isOurs(
    _ text: String,
    _ material: DraftDesk.Material,
    _ bytes: [UInt8]
  ) throws(ListRefusal) -> Bool {
    // The house style was learned without it.
    guard let before = try? removing(text, from: bytes).bytes else { return false }
    return try desk.draft(material, in: ListEditor(bytes: before)).line == text
  }

  /// nil when the paper is not listed.
  private func item(in bytes: [UInt8]) -> ListItem? {
    ListDocument(bytes: bytes).items.first { $0.work == debt.work }
  }

  private func without(_ bytes: [UInt8]) throws(ListRefusal) -> Result {
    let nothing = Result(bytes: bytes, line: nil, place: nil, diff: "", draft: nil)
    let known = debt.line
    guard let line = known == nil ? try unrecorded(bytes) : known else { return nothing }
    do throws(ListRefusal) {
      let edit = try removing(line, from: bytes)
      return Result(bytes: edit.bytes, line: nil, place: edit.line, diff: edit.diff, draft: nil)
    } catch {
      guard let item = item(in: bytes) else { return nothing }
      throw .lineChanged(line: item.line, text: line)
    }
  }

  /// A line of ours about which nothing was written down: by a run that was killed, or whose commit failed.
  private func unrecorded(_ bytes: [UInt8]) throws(ListRefusal) -> String? {
    guard let item = item(in: bytes) else { return nil }
    let text = ListLines(bytes).text(item.lines.lowerBound)
    guard !debt.isForeign, let material, try isOurs(text, material, bytes) else {
      throw .foreignLine(line: item.line, text: text)
    }
    return text
  }

  private func removing(_ line: String, from bytes: [UInt8]) throws(ListRefusal) -> ListEdit {
    try ListEditor(bytes: bytes).removing(line, near: 1, blankLines: desk.list.style.blankLines)
  }
}
