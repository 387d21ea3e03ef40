import Logging
import Papers

/// Papers by their ids: what repair asks for.
struct APIDetails: Sendable {
  let settings: PollSettings

  /// More make an address that is too long (arxiv-protocol F26).
  private static let batch = 100

  private var service: APIService {
    APIService(lane: Lane(source: "api", name: "by id"), settings: settings)
  }

  /// Asks for the papers in batches. An id that the service calls malformed spoils its whole batch, so the batch is
  /// halved until the others are had (arxiv-protocol section 1.6).
  ///
  /// - Returns: what was found, in the order of the ids, and which ids gave nothing.
  func fetch(_ ids: [PaperID], _ asker: Asker) async throws -> (found: [Paper], missing: [PaperID]) {
    var found: [PaperID: Paper] = [:]
    var batches = stride(from: 0, to: ids.count, by: Self.batch).map {
      Array(ids[$0..<min($0 + Self.batch, ids.count)])
    }
    var page = 0
    while let batch = batches.popLast() {
      page += 1
      let question = service.question(service.url(of: batch), page)
      switch try await service.ask(question, asker) {
      case .feed(let feed):
        let serverDay = feed.updated.map { Day(utc: $0) }
        for paper in feed.papers { found[paper.id] = serverDay.map { settings.dated(paper, $0) } ?? paper }
      case .refusal(let message) where batch.count == 1:
        asker.log.warning("\(service.lane): arXiv refuses \(batch[0]): \(message)")
      case .refusal:
        batches.append(Array(batch[..<(batch.count / 2)]))
        batches.append(Array(batch[(batch.count / 2)...]))
      }
    }
    let wanted = Set(ids)
    return (ids.compactMap { found[$0] }, ids.filter { wanted.contains($0) && found[$0] == nil })
  }
}
