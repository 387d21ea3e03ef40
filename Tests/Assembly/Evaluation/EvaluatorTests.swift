import Foundation
import Papers
import Testing

@testable import Assembly

@Suite struct `An evaluation` {
  let place: Workplace
  let topic: Configuration.Topic

  init() throws {
    place = try Workplace()
    topic = try ConfigurationFile(path: "c.yml").read(Workplace.small).topic(nil)
    try place.write(
      """
      {"id":"2504.00001","title":"Robots","announced":"2025-04-01"}
      {"id":"2504.00002","title":"A cat","announced":"2025-04-01"}
      {"id":"2505.00001","title":"A dog","abstract":"and a robot","announced":"2025-05-02"}
      {"id":"2505.00002","title":"A robot","announced":"2025-05-02"}
      {"id":"2505.00003","title":"A robot of unknown day"}
      {"id":"2505.00004","announced":"2025-05-02","deleted":true}
      """,
      to: "papers.jsonl"
    )
    try place.write(
      "arxiv_id\tsection\n2504.00001\tArms\n2505.00001\tArms\n2505.00009\tLegs\n",
      to: "listed.tsv"
    )
    try place.write("2504.00001\n2505.00002\n", to: "others.txt")
  }

  @Test func `measures the rules, month by month, against one curator and the union`() async throws {
    let report = try await evaluate { $0.union = [file("others.txt")] }
    #expect(report.rankers.map(\.name) == ["rules"])
    let figures = report.rankers[0].figures.map { "\($0.name) \($0.text)" }
    for figure in [
      "papers 4", "days 2", "curated 2", "recall 1.0000", "per_day 1.5000", "precision 0.6667",
      "precision_union 1.0000", "AP 0.5833", "AP_union 1.0000", "R@5 1.0000", "section 0.0000",
    ] { #expect(figures.contains(figure), "\(figure)") }
    #expect(report.rankers[0].months.map(\.month) == ["2504", "2505"])
    #expect(report.withoutDay == 1)
  }

  @Test func `looks at the months that were asked for`() async throws {
    let report = try await evaluate { $0.months = ["2505"] }
    #expect(report.rankers[0].figure("papers")?.text == "2")
    #expect(report.rankers[0].months.isEmpty)
  }

  @Test func `shows what each group is worth`() async throws {
    let report = try await evaluate { $0.ablation = true }
    #expect(report.ablation.map(\.name) == ["robot"])
    #expect(report.ablation[0].figure("recall")?.value == 0)
  }

  @Test func `puts rankers side by side`() async throws {
    try place.write(
      "arxiv_id\tdate_added\n2504.00001\t2025-04-03\n2505.00001\t2025-05-03\n",
      to: "listed.tsv"
    )
    let report = try await evaluate {
      $0.online = true
      $0.folds = 2
    }
    #expect(report.rankers.map(\.name) == ["rules", "rules + learned, online", "rules + learned, 2 folds"])
    // Two listed papers are too few to learn from, so all three are the rules.
    #expect(Set(report.rankers.compactMap { $0.figure("AP")?.text }).count == 1)
  }

  @Test func `online needs to know when papers were listed`() async throws {
    await #expect(throws: NoDates.self) { try await evaluate { $0.online = true } }
  }

  @Test func `has nothing to measure when no listed paper is in the pool`() async throws {
    try place.write("2301.00001\n", to: "listed.tsv")
    let error = await #expect(throws: NothingToMeasure.self) { try await evaluate { _ in } }
    #expect(error?.description.hasPrefix("none of the 1 listed papers is among the 4 papers") == true)
  }

  @Test func `as JSON has figures by name`() async throws {
    let text = try JSONText.line(try await evaluate { _ in })
    #expect(text.contains(#""AP":0.583333"#))
    #expect(text.contains(#""months":[{"figures":{"#))
    #expect(text.contains(#""without_day":1"#))
  }

  @Test func `is drawn as an SVG that stands alone`() async throws {
    let report = try await evaluate { _ in }
    try RecallPlotFile.write(report, to: file("plot.svg"))
    let svg = try place.read("plot.svg")
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.components(separatedBy: "<polyline").count == 2)
    #expect(svg.contains("rules (AP 0.5833)"))
    for outside in ["href", "<script", "url(", "<image", "@import"] { #expect(!svg.contains(outside)) }
    let opened = svg.matches(of: /<[a-z]/).count
    #expect(opened == svg.matches(of: /<\/[a-z]/).count + svg.matches(of: /\/>/).count)
  }

  @Test func `cannot be drawn where nothing can be written`() async throws {
    let report = try await evaluate { _ in }
    #expect(throws: InputError.self) { try RecallPlotFile.write(report, to: "\(place.folder)/none/plot.svg") }
  }

  private func file(_ name: String) -> String { "\(place.folder)/\(name)" }

  private func evaluate(_ change: (inout EvaluationRequest) -> Void) async throws -> EvaluationReport {
    var request = EvaluationRequest()
    request.list = file("listed.tsv")
    request.papers = [file("papers.jsonl")]
    change(&request)
    return try await Evaluator(topic: topic).evaluate(request)
  }
}

@Suite struct `An audit` {
  @Test func `tells of each listed paper what became of it`() async throws {
    let place = try Workplace()
    let topic = try ConfigurationFile(path: "c.yml").read(Workplace.small).topic(nil)
    try place.write(
      #"{"id":"2505.00002","title":"A robot"}"# + "\n" + #"{"id":"2505.00003","title":"A cat"}"#,
      to: "p"
    )
    try place.write("2505.00003\n2505.00001\n2505.00002\n", to: "l")
    let records = try await Auditor(topic: topic).audit("\(place.folder)/l", papers: ["\(place.folder)/p"])
    #expect(records.map(\.id) == ["2505.00003", "2505.00001", "2505.00002"])
    #expect(records.map(\.seen) == [true, false, true])
    #expect(records.map(\.candidate) == [false, false, true])
    #expect(records.map(\.score) == [0, nil, 3])
    #expect(records.map(\.refusal) == ["score 0 is below the threshold 2", nil, nil])
  }
}
