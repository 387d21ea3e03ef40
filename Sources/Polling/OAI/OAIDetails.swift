import Papers

/// Papers by their ids through OAI-PMH, one at a time: for repair where the query API is not used.
struct OAIDetails: Sendable {
  let settings: PollSettings

  /// One request a paper: what is left waits for the next round.
  private static let most = 20
  private let lane = Lane(source: "oai", name: "by id")

  init(settings: PollSettings) { self.settings = settings }

  func fetch(_ ids: [PaperID], _ asker: Asker) async throws -> (found: [Paper], missing: [PaperID]) {
    var found: [Paper] = []
    var missing: [PaperID] = []
    for id in ids.prefix(Self.most) {
      let url = settings.oai.with([
        "verb": "GetRecord", "metadataPrefix": "arXiv", "identifier": "oai:arXiv.org:\(id)",
      ])
      let question = Question(lane: lane, page: 1, url: url, firstByte: .seconds(200))
      let paper: Paper?
      do {
        paper = try await asker.ask(question) { response, trouble throws(PollError.Cause) in
          try OAIPage.answer(response, after: trouble, knownDamaged: [], isList: false, sent: nil)
        }.records.first?.paper
      } catch let error as PollError where !error.cause.isOfHost {
        // One that is still damaged says nothing of the others.
        paper = nil
      }
      if let paper, paper.id == id {
        found.append(paper)
      } else {
        missing.append(id)
      }
    }
    return (found, missing)
  }
}
