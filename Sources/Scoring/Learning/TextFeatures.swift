private import Foundation
import Papers

/// TF-IDF over words and pairs of words of title and abstract. Only what stands in a wanted paper can speak for a
/// paper, so only that is in the vocabulary; it keeps the model small.
struct TextFeatures: Sendable {
  /// A word of the title counts like so many of the abstract.
  static let titleWeight = 2
  /// A gram in fewer papers says more about those papers than about the topic.
  static let minimumPapers = 3

  /// Sorted; a feature's index is its place here.
  let grams: [String]
  let rarity: [Double]
  private let table: GramTable

  init(grams: [String], rarity: [Double]) {
    self.grams = grams
    self.rarity = rarity
    table = GramTable(grams.map { Grams.number(of: $0) })
  }

  /// The vocabulary of the wanted papers and the rows of all: one pass over the texts.
  static func fit(_ papers: [Paper], isWanted: [Bool]) -> (features: TextFeatures, rows: [SparseRow]) {
    var texts: Set<String> = []
    for (paper, isWanted) in zip(papers, isWanted) where isWanted {
      texts.formUnion(Grams.texts(of: paper.title))
      texts.formUnion(Grams.texts(of: paper.abstract))
    }
    let all = TextFeatures(grams: texts.sorted(), rarity: [])
    let counts = papers.map { all.counts(in: $0) }
    var frequency = [Int](repeating: 0, count: all.grams.count)
    for row in counts { for index in row.indices { frequency[Int(index)] += 1 } }
    let kept = all.grams.indices.filter { frequency[$0] >= minimumPapers }
    var place = [Int32](repeating: -1, count: all.grams.count)
    for (new, old) in kept.enumerated() { place[old] = Int32(new) }
    let features = TextFeatures(
      grams: kept.map { all.grams[$0] },
      rarity: kept.map { log(Double(1 + papers.count) / Double(1 + frequency[$0])) + 1 }
    )
    return (features, counts.map { features.weighed($0.moved(to: place)) })
  }

  func row(of paper: Paper) -> SparseRow { weighed(counts(in: paper)) }

  private func counts(in paper: Paper) -> SparseRow {
    var found: [Int32] = []
    Grams.forEach(in: paper.title) { gram in
      let place = table.place(of: gram)
      if place >= 0 { for _ in 0..<Self.titleWeight { found.append(place) } }
    }
    Grams.forEach(in: paper.abstract) { gram in
      let place = table.place(of: gram)
      if place >= 0 { found.append(place) }
    }
    found.sort()
    var row = SparseRow()
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
    for (index, value) in zip(indices, values) where places[Int(index)] >= 0 {
      row.indices.append(places[Int(index)])
      row.values.append(value)
    }
    return row
  }
}
