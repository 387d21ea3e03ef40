internal import Papers
internal import Queueing

/// A record of another program's file, before it is known what it is about.
struct ForeignRecord {
  let line: Int
  /// Where the arXiv id may stand, best first: id, eprint, address, DOI.
  var places: [String] = []
  var paper = PaperRecord(id: "")
  var authors: [String] = []
  var section: String?
  var isIncluded: Bool?

  init(line: Int) { self.line = line }

  /// What it is to the store.
  ///
  /// - Throws: `InputError` when it is about nothing that can be found.
  func item(in source: ExchangeSource) throws(InputError) -> PlacedItem {
    let places = places.map { $0.collapsed }.filter { !$0.isEmpty }
    let title = (paper.title ?? "").collapsed
    if let id = places.lazy.compactMap({ PaperID($0) }).first {
      var record = paper
      record.id = id.canonical
      record.authors = authors.map { AuthorRecord(name: $0.collapsed, affiliations: []) }
      if let version = record.version, version < 1 {
        throw source.fault(line, "version \(version) is none")
      }
      let label = PaperLabel(
        work: .arxiv(id),
        title: title,
        paper: record.paper,
        section: section?.collapsed.nonEmpty,
        isIncluded: isIncluded
      )
      return PlacedItem(line: line, item: .label(label))
    }
    guard let work = places.lazy.compactMap({ WorkID($0) }).first else {
      let looked = places.isEmpty ? "no id, address, DOI or eprint" : "“\(places[0])” is none"
      throw source.fault(line, "the record has no arXiv id and no address: \(looked)")
    }
    guard !title.isEmpty else { throw source.fault(line, "the record of \(work) has no title") }
    let label = PaperLabel(
      work: work,
      title: title,
      section: section?.collapsed.nonEmpty,
      isIncluded: isIncluded
    )
    return PlacedItem(line: line, item: .label(label))
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
