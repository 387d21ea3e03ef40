/// Learns the house style from entries: those of the section first, those of the whole list where the section has too
/// few to tell.
struct StyleLearner {
  private let section: [StyleSample]
  private let all: [StyleSample]

  /// Fewer entries than these show no habit.
  private static let few = 3

  init(section: [StyleSample], all: [StyleSample]) {
    self.section = section
    self.all = all
  }

  func style() -> HouseStyle {
    var style = HouseStyle()
    style.marker = usual(\.marker) ?? style.marker
    style.hasLabel = usual(\.hasLabel) ?? style.hasLabel
    style.hasName = usual(\.hasName) ?? style.hasName
    style.addressHead = usual(\.addressHead) ?? style.addressHead
    style.addressTail = usual(\.addressTail) ?? style.addressTail
    style.emphasis = usual(\.emphasis) ?? style.emphasis
    style.hasAffiliation = usual(\.hasAffiliation) ?? style.hasAffiliation
    style.brackets = most { $0.links.map(\.brackets) } ?? style.brackets
    style.firstGap = usual(\.firstGap) ?? style.firstGap
    style.gap = most { $0.links.compactMap(\.gap) } ?? style.gap
    learnLabels(&style)
    style.order = order()
    style.why = sentences(style)
    return style
  }

  private func learnLabels(_ style: inout HouseStyle) {
    for kind in LinkKind.allCases {
      for isMany in [false, true] {
        let key = HouseStyle.LabelKey(kind: kind, isMany: isMany)
        let labels = all.flatMap { $0.links.filter { $0.key == key }.compactMap(\.label) }
        // A single link to a collection shows no word for collections.
        guard !isMany || labels.count >= Self.few else { continue }
        style.labels[key] = most { $0.links.filter { $0.key == key }.compactMap(\.label) }
      }
      // One label alone shows no habit of this section, but it is a better one than none.
      if style.labels[HouseStyle.LabelKey(kind: kind, isMany: false)] == nil {
        let labels = all.flatMap { $0.links.filter { $0.key.kind == kind }.compactMap(\.label) }
        style.labels[HouseStyle.LabelKey(kind: kind, isMany: false)] = Self.majority(labels)
      }
    }
  }

  /// The kinds by who stands in front of whom.
  private func order() -> [LinkKind] {
    let kinds = LinkKind.allCases
    let samples = section.filter { $0.links.count > 1 }.count >= Self.few ? section : all
    var wins: [LinkKind: Int] = [:]
    for (place, kind) in kinds.enumerated() {
      for (otherPlace, other) in kinds.enumerated() where kind != other {
        var lead = 0
        for sample in samples {
          let linked = sample.links.map(\.key.kind)
          guard let first = linked.firstIndex(of: kind), let second = linked.firstIndex(of: other) else {
            continue
          }
          lead += first < second ? 1 : -1
        }
        if lead > 0 || (lead == 0 && place < otherPlace) { wins[kind, default: 0] += 1 }
      }
    }
    return kinds.enumerated()
      .sorted { (wins[$1.element] ?? 0, $0.offset) < (wins[$0.element] ?? 0, $1.offset) }
      .map(\.element)
  }

  private func usual<Value: Hashable>(_ trait: (StyleSample) -> Value?) -> Value? {
    most { sample in trait(sample).map { [$0] } ?? [] }
  }

  private func most<Value: Hashable>(_ traits: (StyleSample) -> [Value]) -> Value? {
    let near = section.flatMap(traits)
    return Self.majority(near.count >= Self.few ? near : near + all.flatMap(traits))
  }

  /// The value met most often; of equals the one met first.
  static func majority<Value: Hashable>(_ values: [Value]) -> Value? {
    var counts: [Value: (count: Int, first: Int)] = [:]
    for (index, value) in values.enumerated() { counts[value, default: (0, index)].count += 1 }
    return counts.max { ($0.value.count, $1.value.first) < ($1.value.count, $0.value.first) }?.key
  }

  private func sentences(_ style: HouseStyle) -> [String] {
    guard !all.isEmpty else {
      return ["The list has no entry yet: the line is written as Gleaner's own lists are."]
    }
    let where_ =
      section.count >= Self.few
      ? "\(section.count) entries of the section" : "\(all.count) entries of the list"
    return [
      "Written like the \(where_): bullet `\(style.marker)`, addresses `\(style.addressHead)…`, "
        + "\(style.brackets.rawValue) brackets around links\(style.hasAffiliation ? ", affiliation" : "")."
    ]
  }
}
