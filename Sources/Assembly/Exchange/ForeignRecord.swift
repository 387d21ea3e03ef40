internal import Papers
internal import Queueing

/// A record of another program's file, before it is known what it is about.
struct ForeignRecord {
  let line: Int
  /// Where the arXiv id may stand, each with the field's name.
  private var places: [(field: String, text: String)] = []
  var paper = PaperRecord(id: "")
  var authors: [String] = []
  var section: String?
  var isIncluded: Bool?
  /// Whether it has said so, or that it is undecided.
  var isMarked = false

  init(line: Int) { self.line = line }

  private static let doi = "DOI"

  mutating func found(id: String, field: String) { add(id, field, at: 0) }
  mutating func found(address: String) { add(address, "address", at: places.count) }
  mutating func found(doi: String) { add(doi, Self.doi, at: places.count) }

  private mutating func add(_ text: String, _ field: String, at index: Int) {
    guard let text = text.collapsed.nonEmpty else { return }
    places.insert((field, text), at: index)
  }

  /// What it is to the store.
  ///
  /// - Throws: `InputError` when it is about nothing that can be found, or about several papers at once.
  func item(in source: ExchangeSource) throws(InputError) -> PlacedItem {
    if let (field, value) = paper.badDate {
      throw source.fault(line, "“\(value.prefix(40))” cannot be a \(field): \(PaperRecord.dateForm)")
    }
    let title = (paper.title ?? "").collapsed
    let work = try work(in: source)
    var label = PaperLabel(
      work: work,
      title: title,
      section: section?.collapsed.nonEmpty,
      isIncluded: isIncluded
    )
    if let id = work.paper {
      label.paper = title.isEmpty ? nil : try paper(id, in: source)
    } else if title.isEmpty {
      throw source.fault(line, "the record of \(work) has no title")
    }
    return PlacedItem(line: line, item: .label(label))
  }

  private func paper(_ id: PaperID, in source: ExchangeSource) throws(InputError) -> Paper? {
    var record = paper
    record.id = id.canonical
    record.authors = authors.map { AuthorRecord(name: $0.collapsed, affiliations: []) }
    if let version = record.version, version < 1 { throw source.fault(line, "version \(version) is none") }
    return record.paper
  }

  private func work(in source: ExchangeSource) throws(InputError) -> WorkID {
    for place in places {
      guard let whole = SpoiledID.whole(place.text) else { continue }
      throw source.fault(line, SpoiledID.fault("the \(place.field)", place.text, whole))
    }
    let ids = places.compactMap { place in PaperID(place.text).map { (field: place.field, id: $0) } }
    if let first = ids.first {
      // A paper may name the DOI of another one, as long as two other fields agree about it.
      let others = ids.filter { $0.id != first.id }
      let agree = ids.count { $0.id == first.id && $0.field != Self.doi }
      guard let other = others.first(where: { $0.field != Self.doi || agree < 2 }) else {
        return .arxiv(first.id)
      }
      let both = "the \(first.field) says \(first.id) and the \(other.field) says \(other.id)"
      throw source.fault(line, "\(both): the record is about two papers")
    }
    if let work = places.lazy.compactMap({ WorkID($0.text) }).first { return work }
    let looked = places.first.map { "“\($0.text)” is none" } ?? "no id, address, DOI or eprint"
    throw source.fault(line, "the record has no arXiv id and no address: \(looked)")
  }
}

/// An id that a spreadsheet took for a number, whose last zero is gone: `2505.1754` was 2505.17540. An address of that
/// form means 2505.01754.
enum SpoiledID {
  /// What would be read; nil for anything else.
  static func whole(_ text: String) -> PaperID? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }) else { return nil }
    return PaperID(text).flatMap { $0.canonical == text ? nil : $0 }
  }

  static func fault(_ field: String, _ text: String, _ whole: PaperID) -> String {
    "\(field) “\(text)” is short of a digit: it is \(text)0 out of a spreadsheet, which has to read ids as text,"
      + " or \(whole)"
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
