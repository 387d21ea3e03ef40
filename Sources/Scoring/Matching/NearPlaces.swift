/// Where the phrases of `near` stand in one text.
struct NearPlaces {
  /// In the order in which they were found first.
  private(set) var phrases: [Int] = []
  /// For each of `phrases`, in the order of the text.
  private var places: [[Range<Int>]] = []

  mutating func add(_ find: Find) {
    let place = find.start..<find.end
    if let known = phrases.firstIndex(of: Int(find.needle)) {
      places[known].append(place)
    } else {
      phrases.append(Int(find.needle))
      places.append([place])
    }
  }

  /// Two phrases, or one twice, can be near.
  var hasSeveral: Bool { phrases.count > 1 || (places.first?.count ?? 0) > 1 }

  /// For each place of the left phrase, the nearest place of the right one on either side, if it is within
  /// reach.
  func spans(of term: NearTerm, in text: WordText) -> [Range<Int>] {
    guard let first = phrases.firstIndex(of: term.left), let second = phrases.firstIndex(of: term.right)
    else {
      return []
    }
    let right = places[second]
    var spans: [Range<Int>] = []
    var behind = 0
    var before = 0
    for place in places[first] {
      while behind < right.count, right[behind].lowerBound < place.upperBound { behind += 1 }
      while before < right.count, right[before].upperBound <= place.lowerBound { before += 1 }
      if before > 0 {
        let other = right[before - 1]
        if text.hasAtMost(term.distance, wordsIn: other.upperBound..<place.lowerBound) {
          spans.append(other.lowerBound..<place.upperBound)
        }
      }
      if behind < right.count {
        let other = right[behind]
        if text.hasAtMost(term.distance, wordsIn: place.upperBound..<other.lowerBound) {
          spans.append(place.lowerBound..<other.upperBound)
        }
      }
    }
    return spans
  }
}
