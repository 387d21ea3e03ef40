internal import Markup
internal import Papers

extension FeedFormat {
  /// Atom 1.0 (RFC 4287).
  package static let atom = FeedFormat(
    name: "atom",
    help: "Atom 1.0 (RFC 4287)",
    fileExtension: "atom",
    mediaType: "application/atom+xml",
    render: AtomDocument.render
  )
}

private enum AtomDocument {
  static func render(_ feed: Feed) -> [UInt8] {
    var writer = XMLWriter()
    writer.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"]) { xml in
      xml.element("id", text: feed.id)
      xml.element("title", text: "\(feed.title): \(feed.kind.rawValue)".withoutControls)
      xml.element("subtitle", text: feed.kind.subtitle)
      xml.element("updated", text: feed.updated.rfc3339)
      xml.element("author") { $0.element("name", text: "Gleaner") }
      xml.element("link", ["rel": "self", "type": FeedFormat.atom.mediaType, "href": feed.url(.atom)]) { _ in
      }
      xml.element("generator", text: "Gleaner")
      for publication in feed.entries { entry(publication, of: feed, into: &xml) }
    }
    return writer.finish()
  }

  private static func entry(_ publication: Publication, of feed: Feed, into xml: inout XMLWriter) {
    xml.element("entry") { xml in
      xml.element("id", text: feed.id(of: publication.work))
      xml.element("title", text: publication.title.withoutControls)
      xml.element("updated", text: publication.updated.rfc3339)
      for author in publication.authors where !author.name.isEmpty {
        xml.element("author") { $0.element("name", text: author.name.withoutControls) }
      }
      links(of: publication, into: &xml)
      for category in publication.categories {
        xml.element("category", ["term": category.name, "scheme": "http://arxiv.org/schemas/atom"]) { _ in }
      }
      if let section = publication.section {
        xml.element("category", ["term": section.withoutControls, "scheme": "\(feed.id)/section"]) { _ in }
      }
      xml.element("content", ["type": "html"], text: EntryBody.html(publication))
    }
  }

  private static func links(of publication: Publication, into xml: inout XMLWriter) {
    xml.element("link", ["rel": "alternate", "type": "text/html", "href": publication.work.pageURL]) { _ in }
    if let paper = publication.work.paper {
      let pdf: KeyValuePairs = [
        "rel": "related", "type": "application/pdf", "title": "PDF", "href": paper.pdfURL,
      ]
      xml.element("link", pdf) { _ in }
    }
    for link in publication.usableLinks {
      xml.element("link", ["rel": "related", "title": link.label.withoutControls, "href": link.url]) { _ in }
    }
  }
}

extension FeedKind {
  fileprivate var subtitle: String {
    switch self {
    case .accepted: "What the curator took into the list. \(Self.thanks)"
    case .candidates: "What the rules proposed on the day of announcement. \(Self.thanks)"
    }
  }

  // The acknowledgement that arXiv asks for (arxiv-protocol section 5).
  private static let thanks = "Thank you to arXiv for use of its open access interoperability."
}
