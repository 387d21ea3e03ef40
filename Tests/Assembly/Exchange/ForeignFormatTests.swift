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
    #expect(again.counts == [0, 0, 0, 4, 0])
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
    (
      "csv", "id,title,url\n2505.17540,x,https://arxiv.org/abs/2505.01754\n", 2,
      "the id says 2505.17540 and the address"
    ),
    (
      "csv", "id,title,url\n2505.1754,x,https://arxiv.org/abs/2505.17540\n", 2,
      "the id “2505.1754” is short of a digit"
    ),
    (
      "csv", "id,title,doi\n2505.17540,x,10.48550/arXiv.2505.01754\n", 2, "the id says 2505.17540 and the DOI"
    ),
    ("csv", "id,title,announced\n2505.17540,x,26/05/2025\n", 2, "“26/05/2025” cannot be a announced"),
    ("csv", "id,title,published\n2505.17540,x,yesterday\n", 2, "“yesterday” cannot be a published"),
    ("bibtex", "hello\n", 1, "no BibTeX: there is no entry"),
    ("bibtex", "TY  - UNPB\nTI  - x\nER  - \n", 1, "no BibTeX: there is no entry"),
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

  @Test func `take the DOI of another paper for what it is when id and address agree`() async throws {
    let place = try Workplace()
    let text = "id,title,url,doi\n2505.00009,x,https://arxiv.org/abs/2505.00009,10.48550/arXiv.2505.00001\n"
    #expect(try await place.take(text, as: .csv).counts == [1, 0, 0, 0, 0])
  }

  @Test func `bring the proposed section back as one that nobody chose`() async throws {
    let (place, copy) = (try Workplace(), try Workplace())
    let plain = ExchangeSamples.everything.replacing(#""section_chosen":true,"#, with: "")
    _ = try await place.take(plain, as: .jsonLines)
    let text = try await ExchangeSamples.candidates(place.open(), as: .csv)
    _ = try await copy.take(text, as: .csv)
    let work = try #require(WorkID("2505.00001"))
    let candidate = try await copy.open().store.candidate(
      topic: "robots",
      work: work,
      today: Day(number: 20_000)
    )
    #expect(candidate?.section == "Arms" && candidate?.isSectionChosen == false)
  }

  @Test func `never turn the list against itself`() async throws {
    let place = try Workplace()
    try place.write("* [2501] [Arm] [An arm](https://arxiv.org/abs/2501.00001)\n", to: "list.md")
    let installation = try place.open()
    let topic = try installation.configuration.topic(nil)
    _ = try await ListImporter(installation).importList("\(place.folder)/list.md", topic: topic)
    let text = "id,title,label_included\n2501.00001,An arm,0\n"
    for _ in 0..<2 {
      let report = try await place.take(text, as: .csv)
      #expect(report.verdicts == 0)
      #expect(report.conflicts.first?.hasSuffix("2501.00001: the list has it; what is here stays") == true)
    }
    #expect(try await installation.store.verdicts(topic: "robots").map(\.who) == ["list"])
  }

  @Test func `follow the first of two decisions about a work`() async throws {
    let place = try Workplace()
    let text = "id,title,label_included\n2505.00001,A,1\n2505.00001,A,0\n2505.00001,A,1\n"
    for verdicts in [1, 0] {
      let report = try await place.take(text, as: .csv)
      #expect(report.verdicts == verdicts && report.conflicts.count == 1)
      #expect(report.conflicts.first?.contains("in.csv:3: 2505.00001: the file has two decisions") == true)
    }
    #expect(try await place.open().store.verdicts(topic: "robots").count == 1)
  }

  @Test func `need a title for a paper that is not known, and none for one that is`() async throws {
    let place = try Workplace()
    let text = "id,label_included\n2505.00002,1\n2505.00008,1\n2505.00009,\n"
    _ = try await place.take(#"{"id":"2505.00002","title":"Robots"}"#, as: .jsonLines)
    let report = try await place.take(text, as: .csv)
    #expect(report.counts == [0, 0, 1, 0, 2])
    #expect(
      report.conflicts.allSatisfy {
        $0.hasSuffix("it has no title, and is not known here; it is passed over")
      }
    )
    #expect(try await place.open().store.paperCount() == 1)
  }

  @Test(arguments: ["ASReview_relevant", "seen ASReview_irrelevant marker", "ASReview_irrelevant"])
  func `keep a comment that looks like a decision a comment`(_ comment: String) async throws {
    for state in ["rejected", "pending", "accepted"] {
      let (place, copy) = (try Workplace(), try Workplace())
      _ = try await place.take(
        """
        {"id":"2505.00002","title":"Robots","comment":"\(comment)"}
        {"id":"2505.00002","title":"Robots","state":"\(state)","topic":"robots","authors":[]}
        """,
        as: .jsonLines
      )
      _ = try await copy.take(try await ExchangeSamples.candidates(place.open(), as: .ris), as: .ris)
      let id = try #require(PaperID("2505.00002"))
      #expect(try await copy.open().store.paper(id)?.comment == comment)
      let log = try await copy.open().store.verdicts(topic: "robots").compactMap { $0.after?.rawValue }
      #expect(log == (state == "pending" ? [] : [state]))
    }
  }

  @Test func `read decisions as ASReview and Zotero write them`() throws {
    let text = """
      TY  - JOUR
      TI  - A
      UR  - https://arxiv.org/abs/2505.00001
      N1  - <p>ASReview_irrelevant</p>
      N1  - asreview_time: "2025-05-30"
      N1  - 12 pages
      ER  -\u{20}

      """
    let items = try ExchangeFormat.ris.read(ExchangeSource(name: "f", text: text))
    guard case .label(let label) = items.first?.item else {
      Issue.record("no record")
      return
    }
    #expect(label.isIncluded == false && label.paper?.comment == "12 pages")
  }

  @Test func `keep BibTeX keys apart for programs that do not look at case`() {
    let addresses = [
      "https://example.org/a-b", "https://example.org/A-B", "https://example.org/a~b",
      "https://example.org/a%7Eb",
      "https://example.org/a-B", "https://example.org/a?id=1", "https://example.org/a?id=2",
    ]
    let keys = addresses.compactMap { WorkID($0) }.map { work in
      let stored = StoredCandidate(Candidate(topic: "t", work: work, state: .pending, title: "x"))
      return BibTeXEntry.text(of: ExchangeRecord(stored, paper: nil)).prefix { $0 != "," }.lowercased()
    }
    #expect(Set(keys).count == addresses.count)
    #expect(keys.first == "@misc{url:example.org/a-b")
  }

  @Test(arguments: ["Erik And", "And Smith", "Rock and Roll", "Andrea Sand"])
  func `bring a name back that holds BibTeX's word for more names`(_ name: String) async throws {
    let place = try Workplace()
    _ = try await place.take(#"{"id":"2505.00002","title":"R","authors":["\#(name)","Ada"]}"#, as: .jsonLines)
    let topic = try place.open().configuration.topic(nil)
    let lines = Gathered()
    try await Exporter(place.open()).papers(of: topic, as: .bibtex) { lines.add($0) }
    let copy = try Workplace()
    _ = try await copy.take(lines.all.joined(separator: "\n"), as: .bibtex)
    let paper = try await copy.open().store.paper(try #require(PaperID("2505.00002")))
    #expect(paper?.authors.map(\.name) == [name, "Ada"])
  }

  @Test(arguments: [
    (#"Sch{\"o}n"#, "Schön"), (#"na\"{\i}ve"#, "naïve"), (#"na{\"\i}ve"#, "naïve"),
    (#"{\'E}cole \`a l'\^ile"#, "École à l'île"),
    (#"\v{S}koda \v S \c{c}a Stra\ss e {\ss}"#, "Škoda Š ça Straße ß"),
    (#"{\O}re \L{}ukasz \aa\AE"#, "Øre Łukasz åÆ"),
    (#"Erd\H{o}s, \~n \.{z} \={a} \k{a} \r u"#, "Erdős, ñ ż ā ą ů"),
    (#"\cite{x} \omega \"{} \\"#, #"\citex \omega \" \\"#),
    (#"$\"o$ \textbackslash{}"o"#, #"$\"o$ \"o"#),
  ])
  func `read the letters that TeX writes as commands`(_ tex: String, _ text: String) {
    #expect(TeXText.unescaped(tex) == text)
  }

  @Test func `read names with accents the right way round, and values in pieces`() throws {
    let text = #"""
      @string{jan = "x"}
      @article{k, author = {M{\"u}ller, J{\"o}rg and {\"O}st, Karl and {The Group, Inc}}, title = "x" # " y" # {z},
        month = jan # "~1", eprint = {2505.00001}}
      """#
    let items = try ExchangeFormat.bibtex.read(ExchangeSource(name: "f", text: text))
    guard items.count == 1, case .label(let label) = items[0].item else {
      Issue.record("\(items.count) records")
      return
    }
    #expect(label.title == "x yz")
    #expect(label.paper?.authors.map(\.name) == ["Jörg Müller", "Karl Öst", "The Group, Inc"])
  }
}
