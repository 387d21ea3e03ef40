internal import Logging
package import Papers

extension Poller {
  /// Which of the papers arXiv does not know, asked of the query API in turn with everything else that asks.
  ///
  /// A paper that has always been there goes with them: an answer without it says nothing about the others either.
  ///
  /// - Parameter ids: at most 99, so that they are one question.
  /// - Returns: nil when there is no answer to rely on now.
  /// - Throws: `CancellationError`, or what the holds or the pace throw.
  package func unknown(_ ids: [PaperID]) async throws -> Set<PaperID>? {
    guard let canary = PaperID(APIService.canary) else { return nil }
    let asked = ids.contains(canary) ? ids : [canary] + ids
    do {
      let missing = Set(try await APIDetails(settings: settings).fetch(asked, asker).missing)
      return missing.contains(canary) ? nil : missing
    } catch let error as PollError {
      log.notice("\(error)")
      return nil
    }
  }
}
