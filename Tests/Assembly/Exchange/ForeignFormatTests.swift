import Foundation
import Papers
import Queueing
import TestKit
import Testing

@testable import Assembly

@Suite struct `The formats of other programs` {
  static let foreign = [ExchangeFormat.csv, .ris, .bibtex]

  @Test(arguments: ["csv", "ris", "bibtex"])
  func `say what the store says`(_ name: String) async throws {
    let place = try Workplace()
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let format = try #require(ExchangeFormat.named(name))
    try expectGolden(try await ExchangeSamples.candidates(place.open(), as: format), "candidates.\(name)")
  }

  @Test(arguments: ["csv", "ris", "bibtex"])
  func `bring papers and decisions back, once`(_ name: String) async throws {
    let (place, copy) = (try Workplace(), try Workplace())
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let format = try #require(ExchangeFormat.named(name))
    let text = try await ExchangeSamples.candidates(place.open(), as: format)
    let report = try await copy.take(text, as: format)
    #expect(report.counts == [3, 1, 3, 0, 0])
    let again = try await copy.take(text, as: format)
    #expect(again.counts == [0, 0, 0, 3, 0])
    let id = try #require(PaperID("2505.00001"))
    let (old, new) = (try await place.open().store.paper(id), try await copy.open().store.paper(id))
    #expect(new?.title == old?.title && new?.abstract == old?.abstract && new?.comment == old?.comment)
    #expect(new?.authors.map(\.name) == old?.authors.map(\.name) && new?.dois == old?.dois)
    #expect(new?.categories == old?.categories)
    let log = try await copy.open().store.verdicts(topic: "robots")
    #expect(Set(log.map(\.who)) == ["import"])
    #expect(log.compactMap { $0.after?.rawValue } == ["accepted", "rejected", "accepted"])
  }

  @Test func `never overrule a person`() async throws {
    let place = try Workplace()
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let report = try await place.take("id,title,label_included\n2505.00001,A robot,0\n", as: .csv)
    #expect(report.verdicts == 0)
    #expect(report.conflicts.first?.contains("in.csv:2: 2505.00001: a person has decided otherwise") == true)
    #expect(try await ExchangeSamples.exported(place.open()) == ExchangeSamples.everything)
  }

  @Test(arguments: [
    ("csv", "a,b\n1,2\n", 1, "the first line names no column title or id"),
    ("csv", "id,title\n2505.00001,x\n2505.00002\n", 3, "1 values, and 2 columns"),
    ("csv", "id,title\n\"2505\n.1,x\n", 2, "a quoted value is not closed"),
    ("csv", "title,doi\n\"two\nlines\",10.1/x\n", 2, "the record has no arXiv id"),
    ("csv", "id,label_included\n2505.00001,maybe\n", 2, "“maybe” cannot be a label_included"),
    ("ris", "TI  - x\n", 1, "TI stands before TY"),
    ("ris", "TY  - UNPB\nTI  - x\n", 1, "the record has no ER"),
    ("ris", "hello\n", 1, "no RIS"), ("ris", "ER  - \n", 1, "ER without TY"),
    ("ris", "TY  - UNPB\n\nTY  - UNPB\n", 3, "the record before this one has no ER"),
    ("bibtex", "\n@misc{k, title = {x}", 2, "the entry is not closed"),
    ("bibtex", "@misc{k,\n title {x}}", 2, "= is expected behind title"),
    ("bibtex", "@misc{k, title = {x}}", 1, "the record has no arXiv id"),
    ("bibtex", "@misc{k, eprint = {2505.00001},\n label_included = {2}}", 2, "“2” cannot be"),
  ])
  func `name the line that cannot be used`(_ name: String, _ text: String, _ line: Int, _ reason: String)
    throws
  {
    let format = try #require(ExchangeFormat.named(name))
    let fault = #expect(throws: InputError.self) { try format.read(ExchangeSource(name: "f", text: text)) }
    #expect(fault?.line == line)
    #expect(fault?.reason.hasPrefix(reason) == true, "\(String(describing: fault))")
  }

  @Test func `find the arXiv id wherever other programs put it`() throws {
    let samples = [
      (ExchangeFormat.csv, "title,doi\nA,10.48550/arXiv.2505.00001\n"),
      (.csv, "title,url,included\nA,https://arxiv.org/pdf/2505.00001v2,1\n"),
      (.ris, "TY  - JOUR\nT1  - A\nUR  - http://arxiv.org/abs/2505.00001v1\nER  -\n"),
      (
        .bibtex,
        "% a comment\n@string{x = \"y\"}\n@article(k, title = \"A\", eprint = 2505.00001, year = 2025)"
      ),
    ]
    for (format, text) in samples {
      let items = try format.read(ExchangeSource(name: "f", text: text))
      guard items.count == 1, case .label(let label) = items[0].item else {
        Issue.record("\(format.name): \(items.count) records")
        continue
      }
      #expect(label.work.description == "2505.00001" && label.title == "A", "\(format.name)")
    }
  }

  @Test func `stand any text`() throws {
    var random = Seeded(7)
    let letters = Array("ab $\\{}&%#_~^\"',;-=@()é漢 \n\r\t")
    for _ in 0..<2000 {
      let text = String((0..<Int.random(in: 0...40, using: &random)).map { _ in random.pick(letters) })
      #expect(TeXText.unescaped(TeXText.escaped(text)) == text || text.contains("$"), "\(text)")
      let row = ["2505.00001", text, "x"].map(CSVText.quoted).joined(separator: ",")
      let items = try ExchangeFormat.csv.read(
        ExchangeSource(name: "f", text: "id,comment,title\r\n\(row)\r\n")
      )
      guard case .label(let label) = items.first?.item else {
        Issue.record("no record")
        continue
      }
      #expect(label.paper?.comment == (text.isEmpty ? nil : text.collapsed))
      for format in Self.foreign { _ = try? format.read(ExchangeSource(name: "f", text: text + text)) }
    }
  }

  @Test func `keep formulas and escape the rest`() {
    #expect(TeXText.escaped("a_b & $x_1^{2}$") == "a\\_b \\& $x_1^{2}$")
    #expect(TeXText.escaped("costs 5$ {x}") == "costs 5\\$ \\textbraceleft{}x\\textbraceright{}")
    #expect(TeXText.escaped("$x{$") == "\\$x\\textbraceleft{}\\$")
    #expect(TeXText.unescaped("{V}ision \\& $x_{1}$") == "Vision & $x_{1}$")
  }
}
