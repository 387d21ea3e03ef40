internal import Foundation
internal import Hummingbird
internal import Logging
internal import Markup
internal import Papers
private import Synchronization

/// A small OAI-PMH server on loopback that replays announcements day by day: Identify, and ListRecords in pages.
///
/// It speaks what arXiv speaks (arxiv-protocol section 6), so that the demo goes through the real Wire and Polling.
final class ReplayServer: Sendable {
  private let replay: Replay
  private let today: Mutex<Day>
  private static let pageSize = 20

  init(_ replay: Replay) {
    self.replay = replay
    today = Mutex(replay.days.first ?? Day(number: 0))
  }

  /// What the server takes for today; later papers are not announced yet.
  func move(to day: Day) { today.withLock { $0 = day } }

  /// Serves while `body` runs; `body` gets the address of the interface.
  func serve(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let router = Router()
    router.get("oai") { request, _ in self.answer(request) }
    let application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        port.yield(channel.localAddress?.port ?? 0)
        port.finish()
      },
      logger: Logger(label: "replay", factory: { _ in SwiftLogNoOpLogHandler() })
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      group.addTask {
        for await number in ports { try await body("http://127.0.0.1:\(number)/oai") }
      }
      // The first to end is the body, or a server that cannot start; either way nothing goes on without the other.
      try await group.next()
      group.cancelAll()
    }
  }

  private func answer(_ request: Request) -> Response {
    let query = request.uri.queryParameters
    let token = query["resumptionToken"].map { String($0).split(separator: ",") } ?? []
    let from = token.first.map(String.init) ?? query["from"].map { String($0) }
    let start = token.count == 2 ? Int(token[1]) ?? 0 : 0
    let body =
      query["verb"] == "ListRecords"
      ? records(from: from.flatMap { Day($0) } ?? Day(number: 0), start: start, token: !token.isEmpty)
      : document { $0.element("Identify") { $0.element("repositoryName", text: "arXiv replay") } }
    return Response(
      status: .ok,
      headers: [.contentType: "text/xml"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }

  private func records(from: Day, start: Int, token: Bool) -> [UInt8] {
    let papers = replay.papers(from: from, through: today.withLock { $0 })
    guard !papers.isEmpty else {
      return document { $0.element("error", ["code": "noRecordsMatch"], text: "nothing since \(from)") }
    }
    let page = papers.dropFirst(start).prefix(Self.pageSize)
    let rest = papers.count > start + Self.pageSize ? "\(from),\(start + Self.pageSize)" : token ? "" : nil
    return document { xml in
      xml.element("ListRecords") { xml in
        for paper in page { Self.record(paper, into: &xml) }
        if let rest { xml.element("resumptionToken", text: rest) }
      }
    }
  }

  private func document(_ body: (inout XMLWriter) -> Void) -> [UInt8] {
    var writer = XMLWriter()
    let instant = today.withLock { $0.startUTC + 6 * 3600 }
    writer.element("OAI-PMH", ["xmlns": "http://www.openarchives.org/OAI/2.0/"]) { xml in
      xml.element("responseDate", text: instant.rfc3339)
      body(&xml)
    }
    return writer.finish()
  }

  private static func record(_ paper: Paper, into xml: inout XMLWriter) {
    let day = paper.announced?.description ?? ""
    xml.element("record") { xml in
      xml.element("header") { xml in
        xml.element("identifier", text: "oai:arXiv.org:\(paper.id)")
        xml.element("datestamp", text: day)
      }
      xml.element("metadata") { xml in
        xml.element("arXiv", ["xmlns": "http://arxiv.org/OAI/arXiv/"]) { xml in
          xml.element("id", text: paper.id.canonical)
          xml.element("created", text: day)
          xml.element("authors") { xml in
            for author in paper.authors {
              xml.element("author") { $0.element("keyname", text: author.name) }
            }
          }
          xml.element("title", text: paper.title)
          xml.element("categories", text: paper.categories.map(\.name).joined(separator: " "))
          if let comment = paper.comment { xml.element("comments", text: comment) }
          xml.element("abstract", text: paper.abstract)
        }
      }
    }
  }
}
