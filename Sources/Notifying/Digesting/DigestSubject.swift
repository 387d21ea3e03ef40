internal import Papers

/// `RL-based multimodal reasoning: 7 new papers (25 Nov 2026)`.
struct DigestSubject {
  let title: String
  let proposed: Int
  let accepted: Int
  let changes: Int
  let isOutage: Bool
  let day: Day

  var text: String { "\(title): \(news) (\(day.inFewWords))" }

  private var news: String {
    var parts: [String] = []
    if proposed > 0 { parts.append(counted(proposed, "new paper")) }
    if accepted > 0 { parts.append(counted(accepted, proposed > 0 ? "accepted" : "accepted paper")) }
    if changes > 0 { parts.append(counted(changes, "change")) }
    if isOutage { parts.append("arXiv could not be read") }
    return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
  }

  private func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 || word == "accepted" ? "" : "s")"
  }
}
