private import Foundation
import Papers

/// TF-IDF over words and pairs of words of title and abstract. Only what stands in a wanted paper can speak for a
/// paper, so only that is in the vocabulary; it keeps the model small.
struct TextFeatures: Sendable {
  /// A word of the title counts like so many of the abstract.
  static let titleWeight = 2
  /// A gram in fewer papers says more about those papers than about the topic.
  static let minimumPapers = 3

  /// In the order of their numbers; a feature's index is its place here.
  let grams: [String]
  let rarity: [Double]
  private let table: GramTable

  init(grams: [String], rarity: [Double]) {
    self.grams = grams
    self.rarity = rarity
    table = GramTable(grams.map { Grams.number(of: $0) })
  }

  /// The vocabulary of the wanted papers and the rows of all. Grams are numbers until it is known which are kept.
  static func fit(_ papers: [Paper], isWanted: [Bool]) -> (features: TextFeatures, rows: [SparseRow]) {
    let texts = papers.map { (Grams.numbers(in: $0.title), Grams.numbers(in: $0.abstract)) }
    var wanted: Set<UInt64> = []
    for (text, isWanted) in zip(texts, isWanted) where isWanted {
      wanted.formUnion(text.0)
      wanted.formUnion(text.1)
    }
    let numbers = wanted.sorted()
    let all = GramTable(numbers)
    let counts = texts.map { Self.counts(in: $0, all) }
    var frequency = [Int](repeating: 0, count: numbers.count)
    for row in counts { for index in row.indices { frequency[Int(index)] += 1 } }
    let isKept = frequency.map { $0 >= minimumPapers }
    let names = Self.names(zip(papers, isWanted).filter(\.1).map(\.0), all, isKept)
    let kept = names.indices.filter { names[$0] != nil }
    var places = [Int32](repeating: -1, count: numbers.count)
    for (new, old) in kept.enumerated() { places[old] = Int32(new) }
    let features = TextFeatures(
      grams: kept.compactMap { names[$0] },
      rarity: kept.map { log(Double(1 + papers.count) / Double(1 + frequency[$0])) + 1 }
    )
    return (features, counts.map { features.weighed($0.moved(to: places)) })
  }

  func row(of paper: Paper) -> SparseRow {
    weighed(Self.counts(in: (Grams.numbers(in: paper.title), Grams.numbers(in: paper.abstract)), table))
  }

  /// The texts of the grams that are kept, by their places; a gram is named where it is met first.
  private static func names(_ papers: [Paper], _ table: GramTable, _ isKept: [Bool]) -> [String?] {
    var names = [String?](repeating: nil, count: isKept.count)
    for text in papers.flatMap({ [$0.title, $0.abstract] }) {
      let unnamed = Grams.numbers(in: text).contains { number in
        let place = Int(table.place(of: number))
        return place >= 0 && isKept[place] && names[place] == nil
      }
      guard unnamed else { continue }
      for gram in Grams.texts(of: text) {
        let place = Int(table.place(of: Grams.number(of: gram)))
        if place >= 0, isKept[place], names[place] == nil { names[place] = gram }
      }
    }
    return names
  }

  private static func counts(in text: (title: [UInt64], abstract: [UInt64]), _ table: GramTable) -> SparseRow
  {
    var found: [Int32] = []
    found.reserveCapacity(text.title.count * titleWeight + text.abstract.count)
    for gram in text.title {
      let place = table.place(of: gram)
      if place >= 0 { for _ in 0..<titleWeight { found.append(place) } }
    }
    for gram in text.abstract {
      let place = table.place(of: gram)
      if place >= 0 { found.append(place) }
    }
    found.sort()
    var row = SparseRow()
    row.indices.reserveCapacity(found.count)
    row.values.reserveCapacity(found.count)
    for place in found {
      if row.indices.last == place {
        row.values[row.values.count - 1] += 1
      } else {
        row.indices.append(place)
        row.values.append(1)
      }
    }
    return row
  }

  /// Sublinear in the count, rarer is heavier, and every paper has the length 1.
  private func weighed(_ counts: SparseRow) -> SparseRow {
    var row = counts
    var square = 0.0
    for (place, index) in row.indices.enumerated() {
      row.values[place] = (1 + log(row.values[place])) * rarity[Int(index)]
      square += row.values[place] * row.values[place]
    }
    guard square > 0 else { return row }
    let length = square.squareRoot()
    for place in row.values.indices { row.values[place] /= length }
    return row
  }
}

extension SparseRow {
  /// What is moved to -1 is dropped; the order has to stay.
  fileprivate func moved(to places: [Int32]) -> SparseRow {
    var row = SparseRow()
    row.indices.reserveCapacity(indices.count)
    row.values.reserveCapacity(values.count)
    for (index, value) in zip(indices, values) where places[Int(index)] >= 0 {
      row.indices.append(places[Int(index)])
      row.values.append(value)
    }
    return row
  }
}
