import Papers

/// Looks for all terms of one or several rulebooks at once. Pure, and nothing but hits comes out: how it is
/// done is this file's and `PhraseIndex`'s matter.
struct Matcher: Sendable {
  private let index: PhraseIndex
  /// What a phrase is good for, by its number.
  private let roles: [PhraseRole]
  private let nears: [NearTerm]
  private let textFields: [Field]
  /// Whole names, folded.
  private let byName: [[UInt8]: [Int]]
  private let byCategory: [Category: [Int]]
  private let byArchive: [String: [Int]]

  /// Terms are numbered as they stand here.
  init(_ terms: [Term]) {
    var plan = MatcherPlan()
    for (number, term) in terms.enumerated() { plan.add(term, number: number) }
    index = PhraseIndex(plan.phrases)
    roles = plan.roles
    nears = plan.nears
    byName = plan.byName
    byCategory = plan.byCategory
    byArchive = plan.byArchive
    let watched = Set(terms.flatMap(\.fields))
    textFields = [.title, .abstract, .comment].filter(watched.contains)
  }

  /// Hands over what is found in each paper, in their order. Several papers at once are faster than one by
  /// one.
  func search(_ papers: [Paper], _ body: (Int, [TermHit]) -> Void) {
    let haystack = haystack(of: papers)
    let finds = index.finds(in: haystack)
    var part = 0
    var next = 0
    var hits: [TermHit] = []
    for (number, paper) in papers.enumerated() {
      hits.removeAll(keepingCapacity: true)
      while part < haystack.parts.count, haystack.parts[part].paper == number {
        let end = haystack.parts[part].range.upperBound
        let first = next
        while next < finds.count, finds[next].start < end { next += 1 }
        if first < next { read(finds[first..<next], in: haystack, part, &hits) }
        part += 1
      }
      if !byName.isEmpty { searchAuthors(of: paper, &hits) }
      if !byCategory.isEmpty || !byArchive.isEmpty { searchCategories(of: paper, &hits) }
      body(number, hits)
    }
  }

  private func haystack(of papers: [Paper]) -> Haystack {
    var haystack = Haystack(size: papers.reduce(0) { $0 + $1.title.utf8.count + $1.abstract.utf8.count })
    for (number, paper) in papers.enumerated() {
      for field in textFields {
        if let text = paper.text(of: field) { haystack.add(text, field: field, paper: number) }
      }
    }
    return haystack
  }

  private func read(_ finds: ArraySlice<Find>, in haystack: Haystack, _ number: Int, _ hits: inout [TermHit])
  {
    let part = haystack.parts[number]
    var near = NearPlaces()
    for find in finds {
      let role = roles[Int(find.needle)]
      for use in role.plain where use.fields.contains(part.field) {
        hits.append(TermHit(term: use.term, hit: part.hit(find.start..<find.end)))
      }
      if role.isNear { near.add(find) }
    }
    guard near.hasSeveral else { return }
    haystack.withText { text in
      for phrase in near.phrases {
        for number in roles[phrase].leftOf where nears[number].fields.contains(part.field) {
          for span in near.spans(of: nears[number], in: text) {
            hits.append(TermHit(term: nears[number].term, hit: part.hit(span)))
          }
        }
      }
    }
  }

  private func searchAuthors(of paper: Paper, _ hits: inout [TermHit]) {
    for (item, author) in paper.authors.enumerated() {
      guard let name = Phrase(author.name.unicodeScalars[...])?.joined, let terms = byName[name] else {
        continue
      }
      let hit = Hit(field: .author, item: item, start: 0, length: author.name.utf8.count)
      for term in terms { hits.append(TermHit(term: term, hit: hit)) }
    }
  }

  private func searchCategories(of paper: Paper, _ hits: inout [TermHit]) {
    for (item, category) in paper.categories.enumerated() {
      let hit = Hit(field: .category, item: item, start: 0, length: category.name.utf8.count)
      for term in byCategory[category] ?? [] { hits.append(TermHit(term: term, hit: hit)) }
      guard !byArchive.isEmpty else { continue }
      for term in byArchive[category.archive] ?? [] { hits.append(TermHit(term: term, hit: hit)) }
    }
  }
}

/// A term that was found, and where.
struct TermHit: Sendable {
  let term: Int
  let hit: Hit
}

extension Paper {
  fileprivate func text(of field: Field) -> String? {
    switch field {
    case .title: title
    case .abstract: abstract
    case .comment: comment
    case .author, .category: nil
    }
  }
}

extension Haystack.Part {
  /// A range of the haystack, as bytes of the text that the part comes from.
  fileprivate func hit(_ place: Range<Int>) -> Hit {
    let (first, last) = (place.lowerBound - range.lowerBound, place.upperBound - range.lowerBound)
    guard let spelling else { return Hit(field: field, item: 0, start: first, length: last - first) }
    let start = spelling.start(of: first)
    return Hit(field: field, item: 0, start: start, length: spelling.end(of: last - 1) - start)
  }
}
