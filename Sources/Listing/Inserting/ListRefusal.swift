package import Papers
internal import Words

/// Why a list is not changed: what stands in the way, where, and what to do.
package enum ListRefusal: Error, Equatable, CustomStringConvertible {
  package enum Likeness: String, Sendable {
    case id = "the same paper"
    /// The id stands in a line that is no entry of the paper.
    case mention = "this paper's id"
    case title = "the same title"
    case code = "the same code link"

    /// What `--allow` calls it; nil for what no one may allow.
    package var name: String? { self == .id ? nil : "\(self)" }
    package static let allowable: [Likeness] = [.code, .mention, .title]
  }

  /// 1-based line, and its text.
  case duplicate(Likeness, of: WorkID, line: Int, text: String)
  case noSection(String, existing: [String])
  case severalLines(String)
  case controlCharacters(String)
  case noEntry(String)
  case otherPaper(PaperID, found: String)
  case lineChanged(line: Int, text: String)
  /// The line was not written by this program.
  case foreignLine(line: Int, text: String)
  case nothingStored(WorkID)
  case noTitle(WorkID)
  /// The line was asked for in a pull request, at this address.
  case requested(String)
  /// Somebody has closed the pull request at this address without merging it.
  case requestClosed(String)
  /// The first line, from 1, that is not UTF-8: nobody could read the list after the change either.
  case notUTF8(line: Int)
  /// The line would stand where Markdown does not read it as an entry.
  case notRead(line: Int)

  package var description: String {
    switch self {
    case .duplicate(let likeness, let work, let line, let text):
      "line \(line) of the list already has \(likeness.rawValue): \(text.singleLine)"
        + (likeness.name.map { "; to list it all the same: gleaner list insert \(work) --allow \($0)" } ?? "")
    case .noSection(let name, let existing):
      "the list has no section `\(name.singleLine)`; it has: "
        + (existing.isEmpty ? "none" : existing.map { "`\($0.singleLine)`" }.joined(separator: ", "))
    case .severalLines(let text): "an entry is one line; this is more than one: \(text)"
    case .controlCharacters(let text): "an entry holds no control characters: \(text)"
    case .noEntry(let text):
      "this is no entry of the list, which begins with a bullet and has a link: \(text)"
    case .otherPaper(let paper, let found):
      "the line should link to \(paper), it links to \(found.singleLine)"
    case .lineChanged(let line, let text):
      "line \(line) of the list is not as it was written; take it out by hand: \(text.singleLine)"
    case .foreignLine(let line, let text):
      "line \(line) of the list was written by somebody else; take it out by hand: \(text.singleLine)"
    case .nothingStored(let work):
      "nothing is stored about \(work) to draft a line from; write it into the list by hand"
    case .noTitle(let work): "\(work) has no title to list it by; write the line yourself when you know it"
    case .requested(let url):
      "the line was asked for in \(url.singleLine): close that, or when it is merged, take the line out there by hand"
    case .requestClosed(let url):
      "\(url.singleLine) was closed without being merged: open it there again if the paper should be listed"
    case .notUTF8(let line):
      "line \(line) of the list is not UTF-8; `gleaner list check` names every such line"
    case .notRead(let line):
      "at line \(line) the entry would not be read as one: look for a code fence or a comment above that is not closed"
    }
  }
}
