import Foundation
import Papers
import Testing

@testable import Polling

struct SalvageTests {
  let world = World()

  init() {
    world.settle()
    world.setCursor("oai", "cs", "2025-05-28")
  }

  private static func page(_ damage: String) -> [UInt8] {
    let page = OAI.page([OAI.record("2505.00001"), OAI.record("2505.00002"), OAI.record("2505.00003")])
    return Array(page.replacing("On 2505.00002", with: damage).utf8)
  }

  @Test(arguments: ["On \u{0B}reading", "Q&A", "On \u{FFFE}", "R & D &"])
  func `a character that XML forbids is taken out when it stands there twice`(damage: String) async throws {
    let body = Self.page(damage)
    let round = try await world.poll([.ok(body), .ok(body)])
    #expect(round.report.carriedBy == "oai")
    #expect(world.ids == ["2505.00001", "2505.00002", "2505.00003"])
    let damaged = try #require(world.pages.first?.damaged.first)
    #expect(damaged.paper?.id.canonical == "2505.00002")
    #expect(damaged.paper?.title.isEmpty == false)
    #expect(String(decoding: damaged.raw, as: UTF8.self).contains(damage))
    #expect(world.pages.first?.papers.map(\.id.canonical) == ["2505.00001", "2505.00003"])
  }

  @Test func `a byte that is no UTF-8 is replaced`() async throws {
    var body = Self.page("On ~")
    let place = try #require(body.firstIndex(of: UInt8(ascii: "~")))
    body[place] = 0xFF
    let round = try await world.poll([.ok(body), .ok(body)])
    #expect(round.report.carriedBy == "oai")
    #expect(world.papers[try #require(PaperID("2505.00002"))]?.title == "On \u{FFFD}")
  }

  @Test func `an entry that stays unreadable is kept with what could be read, and does not spoil its page`()
    async throws
  {
    let body = Self.page("On <b>reading")
    let round = try await world.poll([.ok(body), .ok(body)])
    #expect(round.report.carriedBy == "oai")
    #expect(world.ids == ["2505.00001", "2505.00002", "2505.00003"])
    let damaged = try #require(world.pages.first?.damaged.first)
    #expect(damaged.paper?.abstract == "Text.")
    #expect(damaged.paper?.categories.map(\.name) == ["cs.CV"])
    #expect(damaged.paper?.announced == Day("2025-05-29"))
  }

  @Test func `an entry that has lost its beginning or its end takes no other with it`() async throws {
    for (sound, broken) in [("<record>", "<rec\u{0B}ord>"), ("</record>", "</rec\u{0B}rd>")] {
      let world = World()
      world.settle()
      world.setCursor("oai", "cs", "2025-05-28")
      let records = [
        OAI.record("2505.00001"), OAI.record("2505.00002").replacing(sound, with: broken),
        OAI.record("2505.00003"),
      ]
      let body = OAI.page(records)
      let round = try await world.poll([.ok(body), .ok(body)])
      #expect(round.report.carriedBy == "oai")
      #expect(world.ids == ["2505.00001", "2505.00002", "2505.00003"])
      #expect(world.pages.first?.damaged.map(\.paper?.id.canonical) == ["2505.00002"])
    }
  }

  @Test func `a page that is damaged around its entries is not salvaged`() async throws {
    let body = OAI.page([OAI.record("2505.00001")]).replacing("</ListRecords>", with: "</Listrecords>")
    let round = try await world.poll([.ok(body), .ok(body), .ok(body)])
    #expect(round.report.carriedBy == nil)
    #expect(world.ids.isEmpty)
  }

  @Test func `one strict failure, or failures at different bytes, salvage nothing`() async throws {
    let one = Self.page("On \u{0B}reading")
    let other = Self.page("On reading \u{0B}")
    let round = try await world.poll([.ok(one), .ok(other), .ok(one)])
    #expect(round.report.carriedBy == nil)
    #expect(world.ids.isEmpty)
  }

  @Test func `the fault of an earlier run counts`() async throws {
    let impatient = World(patience: .zero)
    impatient.settle()
    impatient.setCursor("oai", "cs", "2025-05-28")
    let body = Self.page("On \u{0B}reading")
    #expect(try await impatient.poll([.ok(body)]).report.carriedBy == nil)
    #expect(try await impatient.poll([.ok(body)]).report.carriedBy == "oai")
  }

  @Test func `a page that was cut off is never salvaged, however often it comes`() async throws {
    let body = Self.page("On \u{0B}reading")
    for length in [body.count - 3, body.count / 2] {
      let cut = Array(body.prefix(length))
      let round = try await World().poll(["oai"]) { $0.contains("Identify") ? .ok(OAI.identify) : .ok(cut) }
      #expect(round.report.carriedBy == nil)
      #expect(round.report.newPapers == 0)
    }
  }

  @Test func `a page with a document type is never salvaged`() async throws {
    let text = String(decoding: Self.page("On \u{0B}reading"), as: UTF8.self)
    let body = text.replacing("<OAI-PMH", with: "<!DOCTYPE x [<!ENTITY a \"b\">]><OAI-PMH")
    let round = try await world.poll([.ok(body), .ok(body), .ok(body)])
    #expect(round.report.carriedBy == nil)
  }

  @Test func `what is known to be damaged costs no second look`() async throws {
    world.setDamaged(["2505.00002"])
    let round = try await world.poll(["oai"]) { url in
      url.contains("GetRecord") ? .status(500) : .ok(Self.page("On \u{0B}reading"))
    }
    #expect(round.report.carriedBy == "oai")
    #expect(round.urls.filter { $0.contains("ListRecords") }.count == 1)
    #expect(world.repairs.map(\.missing) == [[try #require(PaperID("2505.00002"))]])
  }

  @Test func `an Atom page is salvaged in the same way`() async throws {
    let feed = Atom.feed([Atom.entry("2505.10001"), Atom.entry("2505.10002")], total: 2)
    let body = feed.replacing("On 2505.10002", with: "On \u{0C}")
    let world = World()
    let round = try await world.poll(["api"]) { .ok($0.contains("id_list") ? Atom.probe : body) }
    #expect(round.report.carriedBy == "api")
    #expect(world.ids == ["2505.10001", "2505.10002"])
    #expect(world.pages.last?.damaged.map(\.paper?.id.canonical) == ["2505.10002"])
  }

  @Test(arguments: [
    ("a\u{01}b", "ab"), ("tab\tline\nend\r", "tab\tline\nend\r"), ("a & b", "a &amp; b"),
    ("&amp;&#38;&#x26;&lt;", "&amp;&#38;&#x26;&lt;"), ("&#1;", "&amp;#1;"), ("&nbsp;", "&amp;nbsp;"),
  ])
  func `legal text is what XML allows`(text: String, legal: String) {
    #expect(String(decoding: LegalText.stripped(Array(text.utf8)), as: UTF8.self) == legal)
  }
}
