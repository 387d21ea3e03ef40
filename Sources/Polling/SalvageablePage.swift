import Markup
import Papers

/// A page of entries, of any interface, of which the good ones can be had when others are damaged.
protocol SalvageablePage {
  /// The names of the elements of the whole and of one entry.
  static var root: String { get }
  static var element: String { get }

  /// Reads a whole document, strictly to its end.
  init(parsing bytes: [UInt8]) throws(MarkupError)

  var papers: [Paper] { get }
  /// Entries without a usable id, by their place on the page, as far as they can be named.
  var unusable: [(place: Int, name: String)] { get }
  /// What came damaged: filled by `read`, also with the bytes of `unusable`.
  var damaged: [DamagedPaper] { get set }
  /// Takes papers off the good ones that came damaged.
  mutating func remove(_ ids: Set<PaperID>)
  /// Told of entries that were left out of the bytes that it was read from.
  mutating func count(unreadable: Int)
}

extension SalvageablePage {
  /// Reads a page strictly; one that strict reading refuses is salvaged when the fault is the one of last time, or when
  /// all that is damaged is known to be.
  static func read(
    _ body: [UInt8],
    after trouble: Trouble?,
    knownDamaged: Set<PaperID>
  ) throws(MarkupError) -> Self {
    var page: Self
    do throws(MarkupError) {
      page = try Self(parsing: body)
    } catch {
      let isRepeated = trouble?.byte == error.offset
      guard isRepeated || !knownDamaged.isEmpty, let salvage = Salvage(body, root: root, element: element)
      else {
        throw error
      }
      page = try salvaged(salvage)
      guard isRepeated || page.damaged.allSatisfy({ $0.isAmong(knownDamaged) }) else { throw error }
    }
    page.damaged += page.unusable.map { place, name in
      let raw = Salvage.entry(place, of: body, root: root, element: element)
      return DamagedPaper(paper: nil, reason: "no usable id: \(name)", raw: raw)
    }
    return page
  }

  private static func salvaged(_ salvage: Salvage) throws(MarkupError) -> Self {
    var unreadable: [DamagedPaper] = []
    var page: Self
    do throws(MarkupError) {
      page = try Self(parsing: salvage.strippedBody)
    } catch {
      guard let readable = salvage.body(ofReadable: { (try? Self(parsing: $0)) != nil }) else {
        throw error
      }
      unreadable = readable.unreadable
      page = try Self(parsing: readable.body)
    }
    let repaired = salvage.repaired(page.papers)
    page.remove(Set(repaired.compactMap(\.paper?.id)))
    page.count(unreadable: unreadable.count)
    page.damaged = repaired + unreadable
    return page
  }
}
