internal import Papers

extension ListCheck {
  static let sameID = ListCheck(
    name: "same-id",
    help: "The same paper, or address, stands in the list twice."
  ) {
    document in
    repeated(document, "same-id", "the same work as") { $0.work.map { [$0.description] } ?? [] }
  }

  static let sameTitle = ListCheck(name: "same-title", help: "Two entries have the same title.") { document in
    repeated(document, "same-title", "the same title as") { item in
      let title = item.title.comparable
      return title.count < 8 ? [] : [title]
    }
  }

  static let sameCode = ListCheck(name: "same-code", help: "Two entries lead to the same repository.") {
    document in
    repeated(document, "same-code", "the same repository as", of: \.repositories)
  }

  /// Each later entry that shares a key with an earlier one. Who has the same paper need not hear that its title and
  /// code are the same too.
  private static func repeated(
    _ document: ListDocument,
    _ kind: String,
    _ what: String,
    of keys: (ListItem) -> [String]
  ) -> [ListFinding] {
    var first: [String: ListItem] = [:]
    return document.items.flatMap { item in
      keys(item).compactMap { key -> ListFinding? in
        guard let earlier = first[key] else {
          first[key] = item
          return nil
        }
        let isSameWork = kind != "same-id" && item.work != nil && item.work == earlier.work
        guard earlier.line != item.line, !isSameWork else { return nil }
        let place = earlier.section.map { " in \($0)" } ?? ""
        return ListFinding(
          kind: kind,
          line: item.line,
          reason: "\(what) line \(earlier.line)\(place): keep one of them",
          work: item.work,
          related: earlier.line
        )
      }
    }
  }
}

extension ListItem {
  /// The repositories it leads to, or their folders, comparably.
  var repositories: [String] {
    let urls = [url].compactMap(\.self) + links.map(\.url)
    var seen: Set<String> = []
    return urls.compactMap(LinkFinder.repository).filter { seen.insert($0).inserted }
  }
}

extension String {
  /// Letters and digits in lower case: titles that differ only in spelling are the same.
  var comparable: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }
}
