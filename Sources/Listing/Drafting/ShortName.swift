internal import Foundation
package import Papers

/// The name by which people call a paper's work, and why it is thought to be that.
package struct ShortName: Sendable, Equatable {
  package let text: String
  /// From 0 to 1.
  package let confidence: Double
  /// A sentence for the curator.
  package let why: String

  /// The likeliest name: what stands before the title's colon, else the repository's name, else a name in the title
  /// or the abstract; nil when the paper gives none.
  package static func of(_ paper: Paper, links: [FoundLink] = []) -> ShortName? {
    let title = EntryTitle.plain(paper.title)
    if let name = beforeColon(title) { return name }
    let abstract = EntryTitle.plain(paper.abstract)
    let coined = inTitle(title) ?? shortForm(of: title, in: abstract) ?? coinedName(abstract)
    guard let repository = repository(links, of: paper, title: title) else { return coined }
    guard let coined, repository.confidence < 0.6, coined.confidence > repository.confidence else {
      return repository
    }
    return coined
  }

  private static func beforeColon(_ title: String) -> ShortName? {
    guard let colon = title.firstRange(of: ": ") ?? title.firstRange(of: " - ") ?? title.firstRange(of: " — ")
    else { return nil }
    let head = String(title[..<colon.lowerBound]).collapsed
    let words = head.split(separator: " ")
    guard isName(head), words.count <= 4, !endsAsSentence(head) else { return nil }
    let isCoined = words.contains { isCoinedWord($0) } || words.count == 1
    guard isCoined || words.count <= 3 else { return nil }
    return ShortName(
      text: head,
      confidence: isCoined ? 0.95 : 0.6,
      why: "The name `\(head)` stands before the colon of the title."
    )
  }

  private static func repository(_ links: [FoundLink], of paper: Paper, title: String) -> ShortName? {
    guard
      let code = links.first(where: { $0.kind == .code && !$0.isMany && $0.confidence >= FoundLink.enough }),
      let last = code.url.split(separator: "/").last
    else { return nil }
    let name = String(last)
    guard isName(name),
      !["code", "paper", "official", "supplementary", "project"].contains(name.lowercased())
    else { return nil }
    let spelling = spelling(of: name, in: title) ?? spelling(of: name, in: paper.abstract.singleLine)
    return ShortName(
      text: spelling ?? name,
      confidence: spelling == nil ? 0.5 : 0.8,
      why: spelling == nil
        ? "The repository is called `\(name)`; the paper itself does not use that name."
        : "The repository is called `\(name)`, and the paper writes it `\(spelling ?? name)`."
    )
  }

  /// How a text writes a name, whatever its case, hyphens and underscores. Addresses do not count.
  private static func spelling(of name: String, in text: String) -> String? {
    let bare = name.bare
    return text.split(separator: " ").lazy
      .filter { !$0.contains("/") && !$0.contains("\\") }
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: ".,:;!?()[]{}'\"’”“*$")) }
      .map { $0.withoutSuffix("'s").withoutSuffix("’s") }
      .first { $0.bare == bare && (isCoinedWord($0[...]) || !isCoinedWord(name[...])) }
  }

  /// A coined word at the beginning of the title, as in "X Technical Report", or in brackets.
  private static func inTitle(_ title: String) -> ShortName? {
    if let name = bracketed(title).first {
      return ShortName(
        text: name,
        confidence: 0.7,
        why: "The name `\(name)` stands in brackets in the title."
      )
    }
    let words = title.split(separator: " ")
    guard let first = words.first, title.lowercased().hasSuffix("technical report"), words.count <= 6 else {
      return nil
    }
    let name = words.dropLast(2).joined(separator: " ")
    guard isName(name), isCoinedWord(first) || words.count == 3 else { return nil }
    return ShortName(text: name, confidence: 0.8, why: "The title is the technical report of `\(name)`.")
  }

  /// The short form that the abstract gives right behind the words of the title.
  private static func shortForm(of title: String, in abstract: String) -> ShortName? {
    let name = bracketed(abstract).first { abstract.bare.contains(title.bare + $0.bare) }
    return name.map {
      ShortName(text: $0, confidence: 0.75, why: "The abstract shortens the title to `\($0)`.")
    }
  }

  /// The name the abstract introduces: "we propose X", "called X", "… (X)".
  private static func coinedName(_ abstract: String) -> ShortName? {
    let words = abstract.split(separator: " ")
    for (index, word) in words.enumerated() {
      let cue = word.lowercased()
      guard cues.contains(cue) else { continue }
      for next in words[(index + 1)..<min(words.count, index + 4)] {
        let name = next.trimmingCharacters(in: CharacterSet(charactersIn: ".,:;()[]{}'\"’”“*`"))
        guard isName(name), isCoinedWord(Substring(name)), !common.contains(name) else { continue }
        return ShortName(
          text: name,
          confidence: 0.55,
          why: "The abstract introduces `\(name)` (\"\(cue) \(next)\")."
        )
      }
    }
    guard let name = bracketed(abstract).first(where: { !common.contains($0) }) else { return nil }
    return ShortName(
      text: name,
      confidence: 0.4,
      why: "The abstract has the short form `\(name)` in brackets."
    )
  }

  private static func bracketed(_ text: String) -> [String] {
    text.split(separator: "(").dropFirst().compactMap { part in
      guard let end = part.firstIndex(of: ")") else { return nil }
      let name = String(part[..<end])
      guard isName(name), !name.contains(" "), isCoinedWord(Substring(name)) else { return nil }
      return name
    }
  }

  private static func isName(_ text: String) -> Bool {
    (2...40).contains(text.count) && text.contains { $0.isLetter }
      && !text.contains { "[]()|`<>\\{}".contains($0) }
  }

  private static func endsAsSentence(_ text: String) -> Bool { text.last.map { "?!.".contains($0) } ?? true }

  /// Not a word of the language: capitals behind the first letter, a digit, or a hyphen between capitals.
  private static func isCoinedWord(_ word: Substring) -> Bool {
    guard word.contains(where: \.isLetter) else { return false }
    return word.dropFirst().contains { $0.isUppercase || $0.isNumber }
  }

  private static let cues: Set<String> = [
    "propose", "introduce", "present", "called", "named", "termed", "dubbed", "develop", "presents",
    "introduces",
    "proposes",
  ]

  /// Short forms that many papers share.
  private static let common: Set<String> = [
    "LLM", "LLMs", "MLLM", "MLLMs", "LMM", "LMMs", "VLM", "VLMs", "LVLM", "LVLMs", "RL", "SFT", "RFT", "GRPO",
    "PPO",
    "DPO", "RLHF", "RLVR", "CoT", "MCTS", "QA", "VQA", "AI", "NLP", "CNN", "CNNs", "GNN", "GNNs", "LoRA",
    "RAG",
  ]
}
