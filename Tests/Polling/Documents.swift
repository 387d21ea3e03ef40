import Foundation

/// A file of `Fixtures`, beside this one.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }
}

/// OAI-PMH answers as arXiv writes them.
enum OAI {
  static func answer(_ inner: String, at time: String = "2025-05-30T06:00:00Z") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
      <responseDate>\(time)</responseDate>
      <request verb="ListRecords">https://oai.test/oai</request>
      \(inner)
    </OAI-PMH>
    """
  }

  static let identify = answer("<Identify><repositoryName>arXiv</repositoryName></Identify>")

  static func record(_ id: String, day: String = "2025-05-29", categories: String = "cs.CV") -> String {
    """
    <record><header><identifier>oai:arXiv.org:\(id)</identifier><datestamp>\(day)</datestamp></header>
    <metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>\(id)</id><created>2025-05-27</created>
    <authors><author><keyname>Doe</keyname><forenames>Jane</forenames></author></authors>
    <title>On \(id)</title><categories>\(categories)</categories><abstract>Text.</abstract></arXiv></metadata></record>
    """
  }

  /// `token`: nil for none, "" for the empty one of a last page.
  static func page(
    _ records: [String],
    token: String? = nil,
    at time: String = "2025-05-30T06:00:00Z"
  ) -> String {
    let end = token.map { "<resumptionToken expirationDate='2025-05-31T00:00:00Z'>\($0)</resumptionToken>" }
    return answer("<ListRecords>\(records.joined())\(end ?? "")</ListRecords>", at: time)
  }

  static func error(_ code: String) -> String { answer("<error code='\(code)'>Text. Reason: none</error>") }
}

/// Atom answers of the query API as arXiv writes them.
enum Atom {
  static func feed(_ entries: [String], total: Int, at time: String = "2025-05-30T06:00:00Z") -> String {
    """
    <?xml version='1.0' encoding='UTF-8'?>
    <feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
      <id>https://arxiv.org/api/x</id><title>arXiv Query: search_query=x</title><updated>\(time)</updated>
      <opensearch:totalResults>\(total)</opensearch:totalResults>
      \(entries.joined())
    </feed>
    """
  }

  /// The answer to the question for the server's day, and to the canary.
  static let probe = feed([entry("1605.08386")], total: 1)

  static func entry(_ id: String, published: String = "2025-05-27T10:00:00Z") -> String {
    """
    <entry><id>http://arxiv.org/abs/\(id)v1</id><title>On \(id)</title><updated>\(published)</updated>
    <summary>Text.</summary><category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <published>\(published)</published><arxiv:primary_category term="cs.CV"/>
    <author><name>Jane Doe</name></author></entry>
    """
  }

  static func entries(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { entry(id($0)) } }

  static func id(_ number: Int) -> String { "2505.\(10_000 + number)" }

  static func failure(_ message: String, at time: String = "2025-05-30T06:00:00Z") -> String {
    let entry = """
      <entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><updated>\(time)</updated>
      <summary>\(message)</summary><author><name>arXiv api core</name></author></entry>
      """
    return feed([entry], total: 1)
  }
}
