extension PaperRecord {
  /// Reads one JSON object; what `JSONDecoder` takes and refuses, at a tenth of its price.
  ///
  /// - Throws: `JSONFault` with the key path of what cannot be used.
  init(json: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var cursor = JSONCursor(json)
    var record = PaperRecord(id: "")
    var id: String?
    guard cursor.peek() == UInt8(ascii: "{") else { throw JSONFault("an object is expected") }
    try cursor.object { (key, cursor) throws(JSONFault) in
      if key == "id" {
        id = try cursor.string()
      } else {
        try record.read(key, from: &cursor)
      }
    }
    try cursor.expectEnd()
    guard let id else { throw JSONFault("id is missing") }
    record.id = id
    self = record
  }

  private mutating func read(_ key: String, from cursor: inout JSONCursor) throws(JSONFault) {
    func string(_ cursor: inout JSONCursor) throws(JSONFault) -> String { try cursor.string() }
    func strings(_ cursor: inout JSONCursor) throws(JSONFault) -> [String] { try cursor.strings() }
    switch key {
    case "title": title = try cursor.optional(string)
    case "abstract": abstract = try cursor.optional(string)
    case "authors": authors = try cursor.optional(AuthorRecord.list)
    case "affiliations": affiliations = try cursor.optional(Self.lists)
    case "categories": categories = try cursor.optional(strings)
    case "comment": comment = try cursor.optional(string)
    case "journal_ref": journalReference = try cursor.optional(string)
    case "doi": doi = try cursor.optional(string)
    case "version": version = try cursor.optional { (cursor) throws(JSONFault) in try cursor.integer() }
    case "announced": announced = try cursor.optional(string)
    case "published": published = try cursor.optional(string)
    case "updated": updated = try cursor.optional(string)
    case "deleted": deleted = try cursor.optional { (cursor) throws(JSONFault) in try cursor.boolean() }
    default: try cursor.skip()
    }
  }

  private static func lists(_ cursor: inout JSONCursor) throws(JSONFault) -> [[String]] {
    guard cursor.peek() == UInt8(ascii: "[") else { throw JSONFault("a list is expected") }
    var lists: [[String]] = []
    try cursor.array { (cursor) throws(JSONFault) in lists.append(try cursor.strings()) }
    return lists
  }
}

extension AuthorRecord {
  fileprivate static func list(_ cursor: inout JSONCursor) throws(JSONFault) -> [AuthorRecord] {
    guard cursor.peek() == UInt8(ascii: "[") else { throw JSONFault("a list is expected") }
    var authors: [AuthorRecord] = []
    try cursor.array { (cursor) throws(JSONFault) in authors.append(try AuthorRecord(&cursor)) }
    return authors
  }

  private init(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard cursor.peek() == UInt8(ascii: "{") else {
      guard cursor.peek() == UInt8(ascii: "\"") else { throw JSONFault("a name or an object is expected") }
      self.init(name: try cursor.string(), affiliations: [])
      return
    }
    var name: String?
    var affiliations: [String]?
    try cursor.object { (key, cursor) throws(JSONFault) in
      switch key {
      case "name": name = try cursor.string()
      case "affiliations":
        affiliations = try cursor.optional { (cursor) throws(JSONFault) in try cursor.strings() }
      default: try cursor.skip()
      }
    }
    guard let name else { throw JSONFault("name is missing") }
    self.init(name: name, affiliations: affiliations ?? [])
  }
}
