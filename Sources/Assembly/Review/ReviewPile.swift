/// The order in which a session shows candidates; withdrawn ones come last in each.
package enum ReviewSort: String, CaseIterable, Sendable {
  case date, score, section

  var next: ReviewSort {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}

/// The candidates of a session: those still to look at, in order, and which of them is shown.
struct ReviewPile: Sendable {
  private let rows: [ReviewRow]
  /// Position in `rows` by id; rows are never moved.
  private let places: [String: Int]
  /// Ordinal of each row's section, so that sorting compares numbers.
  private let sectionOrdinals: [Int]
  /// Decided or skipped in this session.
  private var done: Set<Int> = []
  private var visible: [Int] = []
  private(set) var position = 0
  private(set) var sort: ReviewSort
  private(set) var filter: ReviewFilter

  /// What a row is sorted by, next to each other in memory.
  private struct SortKey {
    let isWithdrawn: Bool
    let section: Int
    let score: Double
    let place: Int
  }

  init(_ rows: [ReviewRow], sort: ReviewSort, filter: ReviewFilter) {
    self.rows = rows
    self.sort = sort
    self.filter = filter
    places = Dictionary(rows.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let names = Set(rows.map { $0.section ?? "" }).sorted()
    let ordinals = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    sectionOrdinals = rows.map { ordinals[$0.section ?? ""] ?? 0 }
    arrange(keeping: nil)
  }

  var count: Int { visible.count }
  var current: ReviewRow? { visible.indices.contains(position) ? rows[visible[position]] : nil }

  mutating func move(by step: Int) { position = max(0, min(count - 1, position + step)) }
  mutating func move(to end: Int) { position = max(0, min(count - 1, end)) }

  /// The candidate is dealt with; the one after it is shown.
  mutating func take(_ id: String) {
    guard let place = places[id], done.insert(place).inserted else { return }
    if let index = visible.firstIndex(of: place) { visible.remove(at: index) }
    move(by: 0)
  }

  /// The candidate is shown again, where it stood.
  mutating func giveBack(_ id: String) {
    guard let place = places[id] else { return }
    done.remove(place)
    if let index = visible.firstIndex(of: place) { return move(to: index) }
    let index = visible.firstIndex { Self.precedes(key(place), key($0)) } ?? visible.count
    visible.insert(place, at: index)
    position = index
  }

  mutating func arrange(_ sort: ReviewSort) {
    self.sort = sort
    arrange(keeping: current?.id)
  }

  mutating func narrow(_ filter: ReviewFilter) {
    self.filter = filter
    arrange(keeping: current?.id)
  }

  private mutating func arrange(keeping id: String?) {
    let test = filter.test
    visible = rows.indices.filter { !done.contains($0) && test?(rows[$0]) != false }
    if sort != .date { visible = visible.map(key).sorted(by: Self.precedes).map(\.place) }
    position = id.flatMap { places[$0] }.flatMap { visible.firstIndex(of: $0) } ?? 0
  }

  /// Rows come in the order of dates, so their position settles what is otherwise equal.
  private func key(_ place: Int) -> SortKey {
    SortKey(
      isWithdrawn: sort != .date && rows[place].isWithdrawn,
      section: sort == .section ? sectionOrdinals[place] : 0,
      score: sort == .date ? 0 : rows[place].score,
      place: place
    )
  }

  private static func precedes(_ left: SortKey, _ right: SortKey) -> Bool {
    if left.isWithdrawn != right.isWithdrawn { return right.isWithdrawn }
    if left.section != right.section { return left.section < right.section }
    if left.score != right.score { return left.score > right.score }
    return left.place < right.place
  }
}
