internal import Listing
package import Papers

/// An entry of a list as `list show --json` prints it. Every field is there, `null` for what the entry does not have.
package struct ListItemRecord: Encodable, Sendable {
  package let label: String?
  package let name: String?
  package let title: String
  package let url: String?
  /// The canonical id without version.
  package let arxivID: String?
  package let affiliation: String?
  package let links: [Link]
  /// The nearest heading above.
  package let section: String?
  /// From the outermost to the nearest.
  package let headings: [String]
  package let notes: String?
  /// 1-based.
  package let line: Int

  init(_ item: ListItem) {
    label = item.label?.yymm
    name = item.name
    title = item.title
    url = item.url
    arxivID = item.work?.paper?.canonical
    affiliation = item.affiliation
    links = item.links
    section = item.section
    headings = item.headings
    notes = item.notes
    line = item.line
  }

  private enum CodingKeys: String, CodingKey {
    case label, name, title, url, affiliation, links, section, headings, notes, line
    case arxivID = "arxiv_id"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(label, forKey: .label)
    try container.encode(name, forKey: .name)
    try container.encode(title, forKey: .title)
    try container.encode(url, forKey: .url)
    try container.encode(arxivID, forKey: .arxivID)
    try container.encode(affiliation, forKey: .affiliation)
    try container.encode(links, forKey: .links)
    try container.encode(section, forKey: .section)
    try container.encode(headings, forKey: .headings)
    try container.encode(notes, forKey: .notes)
    try container.encode(line, forKey: .line)
  }
}
