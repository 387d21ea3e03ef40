// What each kind of channel sends for a digest of real papers, for checkers from outside.
//
//   payloads COUNT FOLDER < PAPERS        writes FOLDER/KIND-COUNT-PART.json for the first COUNT papers (JSON Lines)
//   payloads COUNT URL < PAPERS           sends them to URL/KIND instead, and prints each outcome
//
// Signed with the secrets in $WHSEC and $HUB, if they are set.

import Foundation
import Notifying
import Papers
import Wire

struct Row: Decodable {
  let id, title, abstract: String
  let authors, categories: [String]
}

let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[1]), count >= 0 else {
  FileHandle.standardError.write(Data("payloads COUNT FOLDER|URL < PAPERS\n".utf8))
  exit(64)
}
let target = arguments[2]
let isSending = target.hasPrefix("http")

func items() throws -> [DigestItem] {
  var items: [DigestItem] = []
  while items.count < count, let line = readLine() {
    let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
    guard let work = WorkID(row.id) else { continue }
    let item = DigestItem(
      work: work,
      state: .pending,
      title: row.title,
      authors: row.authors,
      abstract: row.abstract,
      categories: row.categories,
      score: Double(items.count % 7) + 6.5,
      why: ["rl +4: GRPO, reinforcement learning", "multimodal +3: vision-language"],
      announced: Day(year: 2026, month: 11, day: 25),
      url: work.pageURL,
      links: [Link(label: "Code", url: "https://example.org/\(row.id)")]
    )
    items.append(item)
  }
  return items
}

func settings(_ kind: ChannelKind) -> ChannelSettings {
  let environment = ProcessInfo.processInfo.environment
  var texts = ["room": "!room:example.org", "topic": "papers", "chat": "-1001"]
  for key in ["url", "server", "api"] {
    texts[key] = isSending ? "\(target)/\(kind.name)" : "https://example.org"
  }
  var secrets = ["token": "42:token"]
  secrets["secret"] = environment["WHSEC"]
  secrets["hub_secret"] = environment["HUB"]
  return ChannelSettings(
    id: kind.name,
    texts: texts,
    flags: ["allow_private": true],
    secrets: secrets.mapValues { secret in { secret } }
  )
}

let found = try items()
let half = (found.count + 1) / 2
let sections = [
  DigestSection(name: "Vision (Image)", items: Array(found.prefix(half))),
  DigestSection(name: nil, items: Array(found.dropFirst(half))),
]
let digest = Digest(
  id: "demo/daily/2026-11-25",
  topic: "demo",
  topicTitle: "Demo",
  name: "daily",
  due: Date(timeIntervalSince1970: 1_795_631_400),
  subject: "Demo: \(found.count) new",
  sections: sections.filter { !$0.items.isEmpty },
  lastPoll: Date(timeIntervalSince1970: 1_795_573_860)
)
let envelope = Envelope(key: "demo.daily.2026-11-25.\(count)", recipient: "all")
let loop = CurlLoop(userAgent: "gleaner-payloads/1")
let tools = ChannelTools(wire: loop.wire, baseURL: "https://example.org/")

for kind in ChannelKind.all where !kind.keys.contains(where: { [.path, .mailServer].contains($0.form) }) {
  let channel = try kind.prepare(settings(kind), tools)
  for (part, message) in try channel.compose(digest, envelope).enumerated() {
    if isSending {
      print(kind.name, part + 1, await channel.send(message, envelope))
    } else {
      let path = "\(target)/\(kind.name)-\(count)-\(part + 1).json"
      try Data(message.body).write(to: URL(fileURLWithPath: path))
    }
  }
}
