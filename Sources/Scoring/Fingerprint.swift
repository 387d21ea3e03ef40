/// A short name for everything in the rules on which an appraisal depends.
///
/// The parts are fed in a fixed order, each text behind its length and each list behind its count, so that no two
/// rules are described alike.
struct Fingerprint {
  /// To be raised with any change of the code that appraises the same rules differently, so that stored papers are
  /// appraised again.
  private static let semantics = "scoring 2"

  private var hash = FNV()

  /// `daily` is left out: it decides who joins the queue, not what a paper is worth.
  static func of(_ rules: Rules) -> String {
    var print = Fingerprint()
    print.add(semantics)
    print.add(rules.threshold)
    print.add(rules.groups) { group, print in
      print.add(group.name)
      for number in [group.points, group.title, group.repeat, group.absent] { print.add(number) }
      print.add(group.max.map { [$0] } ?? []) { max, print in print.add(max) }
      print.add(group.any) { term, print in print.add(term) }
    }
    print.add(rules.require ?? "")
    print.add(rules.veto) { term, print in print.add(term) }
    print.add(rules.categories) { category, print in
      print.add(category.name)
      print.add(category.points)
    }
    print.add(rules.authors?.points ?? 0)
    print.add(rules.authors?.follow ?? []) { name, print in print.add(name) }
    print.add(rules.sections) { section, print in
      print.add(section.name)
      print.add(section.when ?? "")
    }
    return print.hash.hex
  }

  private mutating func add(_ number: UInt64) {
    for byte in 0..<8 { hash.add(UInt8(truncatingIfNeeded: number >> UInt64(byte * 8))) }
  }

  /// -0 is 0.
  private mutating func add(_ number: Double) { add((number == 0 ? 0 : number).bitPattern) }

  private mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { hash.add(byte) }
  }

  private mutating func add<Element>(_ list: [Element], _ each: (Element, inout Fingerprint) -> Void) {
    add(UInt64(list.count))
    for element in list { each(element, &self) }
  }
}
