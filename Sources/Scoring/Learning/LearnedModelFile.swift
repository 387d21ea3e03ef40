private import Foundation

/// A ranker as it is stored: JSON with sorted keys, so that equal rankers are equal bytes.
private struct ModelFile: Codable {
  struct Section: Codable {
    let name: String
    let plane: Hyperplane
  }

  let hash: String
  let wanted: Int
  let unwanted: Int
  let grams: [String]
  let rarity: [Double]
  let rules: [String]
  let plane: Hyperplane
  let mean: Double
  let deviation: Double
  let sectionGrams: [String]?
  let sectionRarity: [Double]?
  let sections: [Section]?

  var isWhole: Bool {
    grams.count == rarity.count && plane.weights.count == grams.count + rules.count * 3 && deviation > 0
      && sectionGrams?.count == sectionRarity?.count
      && (sections ?? []).allSatisfy { $0.plane.weights.count == sectionGrams?.count }
  }
}

extension LearnedRanker {
  package var encoded: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let file = ModelFile(
        hash: hash,
        wanted: wanted,
        unwanted: unwanted,
        grams: text.grams,
        rarity: text.rarity,
        rules: flags.rules,
        plane: plane,
        mean: mean,
        deviation: deviation,
        sectionGrams: sections?.text.grams,
        sectionRarity: sections?.text.rarity,
        sections: sections?.sections.map { ModelFile.Section(name: $0.name, plane: $0.plane) }
      )
      return String(decoding: try encoder.encode(file), as: UTF8.self)
    }
  }

  /// nil for what is no whole model, such as one of another version: it is trained anew then.
  package init?(encoded: String) {
    guard let file = try? JSONDecoder().decode(ModelFile.self, from: Data(encoded.utf8)), file.isWhole else {
      return nil
    }
    text = TextFeatures(grams: file.grams, rarity: file.rarity)
    flags = RuleFlags(rules: file.rules)
    plane = file.plane
    mean = file.mean
    deviation = file.deviation
    sections = file.sections.map { sections in
      SectionLearner(
        text: TextFeatures(grams: file.sectionGrams ?? [], rarity: file.sectionRarity ?? []),
        sections: sections.map { ($0.name, $0.plane) }
      )
    }
    hash = file.hash
    wanted = file.wanted
    unwanted = file.unwanted
  }
}
