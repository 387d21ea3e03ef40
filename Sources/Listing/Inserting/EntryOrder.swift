internal import Papers

/// The order in which a section holds its entries.
enum EntryOrder: Equatable {
  /// By month; within a month by id when the neighbours are.
  case newestFirst(byID: Bool)
  case oldestFirst(byID: Bool)
  case byTitle
  /// New entries go to the end.
  case asTheyCome

  /// What the section shows, else what the list shows. A list of labels without any order is taken for newest first.
  static func learned(section: [OutlinedItem], list: [[OutlinedItem]]) -> EntryOrder {
    if section.allSatisfy({ $0.label == nil }), let order = byTitle(section) { return order }
    for groups in [[section], list] {
      let pairs = groups.flatMap { zip($0, $0.dropFirst()).map { ($0, $1) } }
      let falls = pairs.filter { months($0) == .fall }.count
      let rises = pairs.filter { months($0) == .rise }.count
      // One step alone tells when it is a fall: newest first is what most lists are.
      let isTelling = falls + rises >= 2 && max(falls, rises) * 3 >= (falls + rises) * 2
      guard isTelling || (falls == 1 && rises == 0) else { continue }
      let isNewestFirst = falls >= rises
      return isNewestFirst
        ? .newestFirst(byID: followsIDs(list, isNewestFirst))
        : .oldestFirst(byID: followsIDs(list, isNewestFirst))
    }
    let labels = list.joined().filter { $0.label != nil }.count
    return labels > 0 || section.isEmpty ? .newestFirst(byID: false) : .asTheyCome
  }

  private enum Step { case fall, rise, level }

  private static func months(_ pair: (OutlinedItem, OutlinedItem)) -> Step {
    guard let first = pair.0.month, let second = pair.1.month, first != second else { return .level }
    return first > second ? .fall : .rise
  }

  private static func byTitle(_ section: [OutlinedItem]) -> EntryOrder? {
    let titles = section.compactMap { $0.entry?.title.bare }
    guard titles.count >= 4, titles == titles.sorted() else { return nil }
    return .byTitle
  }

  /// Whether two of three neighbours of one month stand in the order of their ids.
  private static func followsIDs(_ list: [[OutlinedItem]], _ isNewestFirst: Bool) -> Bool {
    var inOrder = 0
    var count = 0
    for items in list {
      for (first, second) in zip(items, items.dropFirst()) {
        guard let a = first.id, let b = second.id, first.month == second.month, a.month == b.month else {
          continue
        }
        count += 1
        if (a > b) == isNewestFirst { inOrder += 1 }
      }
    }
    return count >= 3 && inOrder * 3 >= count * 2
  }

  /// Before which of the items a new entry goes; their count for behind the last. The place that the fewest
  /// neighbours contradict is the right one; of several the first where new entries come first, else the last.
  func place(of draft: OrderKey, among items: [OutlinedItem]) -> Int {
    let keys = items.map { OrderKey(month: $0.month, id: $0.id, title: $0.entry?.title ?? "") }
    guard let isBefore = precedes(draft), !items.isEmpty else { return items.count }
    // Contradictions when it stands before all: the entries that should stand above it.
    var cost = keys.filter { isBefore($0) == .above }.count
    var best = (cost: cost, place: 0)
    let takesFirst = isFirst
    for (index, key) in keys.enumerated() {
      switch isBefore(key) {
      case .above: cost -= 1
      case .below: cost += 1
      case .either: break
      }
      if cost < best.cost || (cost == best.cost && !takesFirst) { best = (cost, index + 1) }
    }
    guard takesFirst else { return best.place }
    // Undated entries on top, such as a pinned one, keep their place.
    return items[best.place...].firstIndex { $0.month != nil } ?? (best.place == 0 ? 0 : best.place)
  }

  private var isFirst: Bool {
    if case .newestFirst = self { true } else { false }
  }

  private enum Side { case above, below, either }

  /// Where an entry belongs as seen from the draft; nil when it does not matter.
  private func precedes(_ draft: OrderKey) -> ((OrderKey) -> Side)? {
    switch self {
    case .newestFirst(let byID): { $0.isNewer(than: draft, byID).map { $0 ? .above : .below } ?? .either }
    case .oldestFirst(let byID): { $0.isNewer(than: draft, byID).map { $0 ? .below : .above } ?? .either }
    case .byTitle: { $0.title.bare <= draft.title.bare ? .above : .below }
    case .asTheyCome: nil
    }
  }
}

/// What an entry is ordered by.
struct OrderKey {
  let month: Month?
  let id: PaperID?
  let title: String

  /// nil when neither comes before the other.
  func isNewer(than other: OrderKey, _ byID: Bool) -> Bool? {
    guard let month, let otherMonth = other.month else { return nil }
    guard month == otherMonth else { return month > otherMonth }
    guard byID, let id, let otherID = other.id, id.month == otherID.month, id != otherID else { return nil }
    return id > otherID
  }
}
