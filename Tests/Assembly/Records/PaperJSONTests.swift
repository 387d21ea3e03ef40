import Foundation
import Papers
import TestKit
import Testing

@testable import Assembly

/// The reader of papers against Foundation's decoder.
@Suite struct `Papers in JSON` {
  private static let pieces = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\"id\"", "\"id\":\"2505.00001\"", "\"title\":",
    "\"authors\":[\"A\"]", "\"x\":",
    "\"version\":", "\"deleted\":", "\"affiliations\":[[\"X\"],[]]", "\"\\u0069d\":", "null", "true", "false",
    "0", "-0", "1.0",
    "12e2", "-1.5E-3", "9223372036854775807", "9223372036854775808", "01", "-", "1.", "1e", ".5", "tru",
    "nul", "\\n", "\\/",
    "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\u12", "\\x", "\t", "\r", " ", "\u{1}", "\u{7f}",
    "é", "机", "\u{2028}",
    "{\"name\":\"B\",\"affiliations\":[\"Y\"],\"z\":{}}", "{\"name\":null}",
    "{\"affiliations\":null,\"name\":\"C\"}", "[[[1],{}]]",
    "\u{feff}",
  ]
  private static let whole = [
    #"{"id":"2505.00001","title":"A \"b\" \\ \/ \n é","abstract":null,"authors":["A",{"name":"B","affiliations":["X"]}]}"#,
    #"{"id":"2505.00001","affiliations":[["X"],[]],"categories":["cs.CV"],"version":2,"deleted":false,"doi":"1 2"}"#,
    #" { "id" : "2505.00001" , "x" : [ 1 , { "y" : [ ] } , -1.5e3 , null , true ] , "journal_ref" : "J" } "#,
    #"{"id":"2505.00001","announced":"2025-05-30","published":"2025-05-28T10:00:00Z","updated":null,"comment":"😀"}"#,
  ]

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `are read like Foundation reads them, where it reads JSON`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<300 {
      let text = Self.damaged(random.pick(Self.whole), &random)
      let ours = Self.ours(text)
      // Foundation is lenient with commas at the end, and does not look at what it is not asked for.
      if ours == nil, !Self.isStrict(text) { continue }
      #expect(ours == Self.theirs(text), "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    ("[]", "an object is expected"), ("{", "a key is missing at byte 2"),
    (#"{"title":"x"}"#, "id is missing"),
    (#"{"id":5}"#, "id: a text is expected"), (#"{"id":null}"#, "id: a text is expected"),
    (#"{"id":"a","authors":["A",5]}"#, "authors.1: a name or an object is expected"),
    (#"{"id":"a","authors":[{"name":7}]}"#, "authors.0.name: a text is expected"),
    (#"{"id":"a","authors":[{}]}"#, "authors.0: name is missing"),
    (#"{"id":"a","affiliations":[["X"],"Y"]}"#, "affiliations.1: a list is expected"),
    (#"{"id":"a","version":1.5}"#, "version: 1.5 is no whole number that can be used"),
    (#"{"id":"a","version":"2"}"#, "version: a whole number is expected"),
    (#"{"id":"a","deleted":0}"#, "deleted: true or false is expected"),
    (#"{"id":"a","title":"\ud800x"}"#, "title: half of a surrogate pair stands alone at byte 26"),
    (#"{"id":"a"} x"#, "the end is missing at byte 12"),
    (#"{"id":"a","x":01}"#, "x: a number begins with 0 at byte 15"),
    (#"{"id":"a","x":tru}"#, "x: true is missing at byte 15"),
    (#"{"id":"a","title":"x"#, "title: the end of a text is missing at byte 21"),
  ])
  func `that cannot be used say where and why`(text: String, message: String) {
    let fault = #expect(throws: JSONFault.self) {
      var text = text
      _ = try text.withUTF8 { (bytes) throws(JSONFault) in try PaperRecord(json: bytes) }
    }
    #expect(fault.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" } == message)
  }

  @Test func `that nest without end are refused`() {
    for bracket in ["[", "{\"a\":"] {
      let deep = #"{"id":"2505.00001","x":"# + String(repeating: bracket, count: 100_000)
      #expect(Self.ours(Array(deep.utf8)) == nil)
    }
    let allowed = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
    #expect(Self.ours(Array(#"{"id":"2505.00001","x":\#(allowed)}"#.utf8)) != nil)
  }

  @Test func `that are not UTF-8 are refused`() {
    for bad in [[0xC0], [0xFF], [0xE2, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]] {
      let text = Array(#"{"id":"2505.00001","title":""#.utf8) + bad + Array(#""}"#.utf8)
      #expect(Self.ours(text) == nil)
    }
  }

  private static func damaged(_ text: String, _ random: inout Seeded) -> [UInt8] {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: scalars.insert(contentsOf: random.pick(pieces).unicodeScalars, at: place)
      case 1 where place < scalars.count: scalars.remove(at: place)
      case 2:
        scalars.removeSubrange(place..<min(scalars.count, place + Int.random(in: 0...12, using: &random)))
      default:
        let end = min(scalars.count, place + Int.random(in: 0...5, using: &random))
        scalars.replaceSubrange(place..<end, with: random.pick(pieces).unicodeScalars)
      }
    }
    var bytes: [UInt8] = []
    for scalar in scalars { bytes += Array(String(scalar).utf8) }
    return bytes
  }

  private static func isStrict(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.firstMatch(of: /,\s*[\]}]/) == nil
      && (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
  }

  /// The record written out again; nil when it is refused.
  private static func ours(_ bytes: [UInt8]) -> String? {
    let record = try? bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      try PaperRecord(json: bytes)
    }
    return record.flatMap { try? JSONText.line($0) }
  }

  private static func theirs(_ bytes: [UInt8]) -> String? {
    let record = try? JSONDecoder().decode(PaperRecord.self, from: Data(bytes))
    return record.flatMap { try? JSONText.line($0) }
  }
}

@Suite struct `The answer of score` {
  @Test func `is what an encoder would write`() throws {
    let texts = [
      "", "plain", "a \"b\" \\ /", "\u{0}\u{1}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "é机😀\u{2028}", "x\u{301}",
    ]
    let points = [0, -0.0, 0.5, -2.25, 6, 1_000_000, 0.1 + 0.2, -1e-7, 123_456.789]
    var writer = ScoreWriter()
    let id = try #require(PaperID("hep-th/9901001"))
    for (index, text) in texts.enumerated() {
      for number in points {
        let matches = (0..<index).map { Match(field: .abstract, start: $0 * 7, length: $0, text: text) }
        let appraisal = Appraisal(
          reasons: [
            Reason(rule: text, points: number, matches: matches), Reason(rule: "r", points: 1, matches: []),
          ],
          section: index == 0 ? nil : text,
          refusal: number < 1 ? text : nil
        )
        let expected = try JSONText.line(ScoreRecord(id.canonical, appraisal))
        #expect(writer.line(id, appraisal) == expected)
      }
    }
  }
}

/// What `score` says of a paper, the slow way.
private struct ScoreRecord: Encodable, Sendable {
  let id: String
  let score: Double
  let candidate: Bool
  let section: String?
  let reasons: [ReasonRecord]

  init(_ id: String, _ appraisal: Appraisal) {
    self.id = id
    score = appraisal.score.rounded
    candidate = appraisal.isCandidate
    section = appraisal.section
    reasons = appraisal.reasons.map(ReasonRecord.init)
  }
}
