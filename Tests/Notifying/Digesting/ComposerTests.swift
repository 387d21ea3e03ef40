import Foundation
import Papers
import Testing

@testable import Notifying

struct ComposerTests {
  private let due: DigestDue
  init() throws {
    due = DigestDue(
      day: try #require(Day("2026-11-25")),
      at: try #require(Date(rfc3339: "2026-11-25T17:30:00Z"))
    )
  }

  private func news(
    _ id: String,
    _ points: Double?,
    section: String? = nil,
    log: DigestLog = .proposal,
    state: State = .pending
  ) throws -> DigestNews {
    let reason = points.map { Reason(rule: "groups.rl", points: $0, matches: []) }
    let publication = Publication(
      work: try #require(WorkID(id)),
      title: "On \(id)",
      section: section,
      appraisal: reason.map { Appraisal(reasons: [$0], section: section, refusal: nil) },
      updated: due.at
    )
    return DigestNews(log: log, state: state, publication: publication)
  }

  private func composer(
    sections: Set<String>? = nil,
    minimum: Double? = nil,
    empty: Bool = false,
    outage: String? = nil
  ) -> DigestComposer {
    let policy = DigestPolicy(
      topic: "reading",
      topicTitle: "Reading",
      name: "daily",
      sectionOrder: ["Video", "Image"],
      sections: sections,
      minimumScore: minimum,
      sendsEmpty: empty
    )
    return DigestComposer(policy: policy, outage: outage)
  }

  private func shown(_ digest: Digest?) -> [String] {
    digest?.sections.map { "\($0.name ?? "-"): " + $0.items.map(\.work.description).joined(separator: " ") }
      ?? []
  }

  @Test func `sections keep the topic's order, and the best of each comes first`() throws {
    let material = DigestMaterial(news: [
      try news("2601.00001", 7), try news("2601.00002", 6, section: "Image"),
      try news("2601.00003", 9, section: "Image"), try news("2601.00004", 8, section: "Zoo"),
      try news("2601.00005", 8, section: "Video"), try news("2601.00006", 9, section: "Image"),
    ])
    let digest = try #require(composer().digest(material, due: due))
    #expect(
      shown(digest) == [
        "Video: 2601.00005", "Image: 2601.00003 2601.00006 2601.00002", "Zoo: 2601.00004", "-: 2601.00001",
      ]
    )
    #expect(digest.id == "reading/daily/2026-11-25")
    #expect(digest.subject == "Reading: 6 new papers (25 Nov 2026)")
  }

  @Test func `changes of papers in other sections are left out`() throws {
    let changes = try [("2601.00001", "Video"), ("2601.00002", "Image"), ("2601.00003", nil)].map {
      id,
      section in
      DigestChange(
        work: try #require(WorkID(id)),
        title: "On \(id)",
        kind: "withdrawn",
        detail: "in version 2",
        url: "https://arxiv.org/abs/\(id)",
        section: section
      )
    }
    let digest = try #require(
      composer(sections: ["Video"]).digest(DigestMaterial(changes: changes), due: due)
    )
    #expect(digest.changes.map(\.work.description) == ["2601.00001"])
    #expect(digest.subject == "Reading: 1 change (25 Nov 2026)")
    #expect(composer(sections: ["Zoo"]).digest(DigestMaterial(changes: changes), due: due) == nil)
    #expect(composer().digest(DigestMaterial(changes: changes), due: due)?.changes.count == 3)
  }

  @Test func `rejected papers, other sections and low scores are left out`() throws {
    let material = DigestMaterial(news: [
      try news("2601.00001", 9, section: "Video", state: .rejected),
      try news("2601.00002", 5, section: "Video"),
      try news("2601.00003", 9, section: "Image"),
      try news("2601.00004", nil, section: "Video", log: .acceptance),
      try news("2601.00005", 8, section: "Video"),
    ])
    let digest = try #require(composer(sections: ["Video"], minimum: 6).digest(material, due: due))
    #expect(shown(digest) == ["Video: 2601.00005 2601.00004"])
    #expect(digest.subject == "Reading: 1 new paper, 1 accepted (25 Nov 2026)")
  }

  @Test func `nothing new is sent only when asked for, and an outage is said as one`() throws {
    #expect(composer(outage: "arXiv has refused").digest(DigestMaterial(), due: due) == nil)
    let quiet = try #require(composer(empty: true).digest(DigestMaterial(), due: due))
    #expect(quiet.subject == "Reading: nothing new (25 Nov 2026)")
    #expect(quiet.sections.isEmpty)
    let outage = try #require(
      composer(empty: true, outage: "arXiv has refused").digest(DigestMaterial(), due: due)
    )
    #expect(outage.subject == "Reading: arXiv could not be read (25 Nov 2026)")
    #expect(outage.outage == "arXiv has refused")
  }

  @Test func `why is said rule by rule, strongest first, each word once`() {
    func match(_ text: String) -> Match {
      Match(field: .title, start: 0, length: text.utf8.count, text: text)
    }
    let appraisal = Appraisal(
      reasons: [
        Reason(rule: "categories.cs.CV", points: 0.5, matches: []),
        Reason(rule: "groups.robotics", points: -2, matches: [match("UAV")]),
        Reason(rule: "groups.rl", points: 4, matches: [match("GRPO"), match("grpo"), match("RLVR")]),
        Reason(rule: "groups.video", points: 0, matches: [match("video")]),
      ],
      section: nil,
      refusal: nil
    )
    #expect(appraisal.sentences == ["rl +4: GRPO, RLVR", "robotics -2: UAV", "categories.cs.CV +0.5"])
  }
}
