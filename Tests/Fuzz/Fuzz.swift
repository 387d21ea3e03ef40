import Papers

@testable import Scoring

/// Bytes as rules and papers: parts with 0xFF between them are terms, one a line, an expression, a title and
/// an abstract.
///
/// Whatever comes, rules are refused or compiled, places are inside their texts, points add up, and all ways
/// to search find the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(separator: 0xFF, maxSplits: 3, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  guard parts.count == 4, let id = PaperID("2501.12599") else { return 0 }
  let terms = parts[0].split(separator: "\n").map(String.init)
  let paper = Paper(id: id, title: parts[2], abstract: parts[3], authors: [Author(parts[2])])
  appraise(paper, valid(terms), parts[1])
  search([parts[2], parts[3], parts[3] + parts[2]], terms)
  return 0
}

private func valid(_ terms: [String]) -> [String] {
  terms.filter { term in (try? Rulebook(Rules(veto: [term]))) != nil }
}

private func appraise(_ paper: Paper, _ terms: [String], _ expression: String) {
  let group = Rules.Group(name: "g", points: 1, title: 1, repeat: 0.5, absent: -1, any: terms + ["a"])
  var rules = Rules(threshold: 1, groups: [group], require: expression, veto: ["author:a"])
  if (try? Rulebook(rules)) == nil { rules.require = nil }
  guard let book = try? Rulebook(rules) else { return }
  let appraisal = book.appraise(paper)
  precondition(appraisal.score == appraisal.reasons.reduce(0) { $0 + $1.points })
  for match in appraisal.reasons.flatMap(\.matches) {
    let texts = [paper.title, paper.abstract] + paper.authors.map(\.name)
    precondition(match.length > 0 && texts.contains { match.isCut(outOf: Array($0.utf8)) })
  }
  precondition(book.appraise([paper, paper]) == [appraisal, appraisal])
  let rating = Rulebooks([book]).rate([paper])[0].first ?? Rulebooks([book]).silent[0]
  precondition(rating.score == appraisal.score && (rating.appraisal != nil) == appraisal.isCandidate)
}

private func search(_ texts: [String], _ terms: [String]) {
  let phrases = terms.compactMap { Phrase($0.unicodeScalars[...]) }
  var haystack = Haystack()
  for text in texts { haystack.add(text, field: .title, paper: 0) }
  let index = PhraseIndex(phrases)
  let short = PhraseIndex(phrases, maxStates: 0)
  let expected = sorted(index.finds(in: haystack, by: .automaton))
  for engine in [PhraseIndex.Engine.automatic, .automaton, .interleaved, .filter] {
    precondition(sorted(index.finds(in: haystack, by: engine)) == expected)
    precondition(sorted(short.finds(in: haystack, by: engine)) == expected)
  }
}

private func sorted(_ finds: [Find]) -> [Find] {
  finds.sorted { ($0.needle, $0.start, $0.end) < ($1.needle, $1.start, $1.end) }
}

extension Match {
  fileprivate func isCut(outOf bytes: [UInt8]) -> Bool {
    start + length <= bytes.count && bytes[start..<(start + length)].elementsEqual(text.utf8)
  }
}
