import Papers
import Publishing

/// The feeds of the golden files: every part that an entry can have, and entries with next to none.
func sample(_ kind: FeedKind) throws -> Feed {
  switch kind {
  case .accepted: try feed(kind, [repository(), listed(), proposed(links: true)])
  case .candidates: try feed(kind, [hostile(), proposed(links: false)])
  }
}

/// A repository of a list: no arXiv id, no authors, no abstract.
private func repository() throws -> Publication {
  var publication = try publication(
    "https://github.com/inkwell/page-turner",
    title: "page-turner",
    updated: "2026-03-03T10:00:00Z"
  )
  publication.section = "Tools"
  publication.links = [Link(label: "Models", url: "https://huggingface.co/inkwell")]
  return publication
}

/// A paper of a list of which nothing more is known yet.
private func listed() throws -> Publication {
  try publication("hep-th/9901001", title: "Reel: hep-th, Read Aloud", updated: "2026-03-03T09:00:00Z")
}

/// A paper with all that there can be.
private func proposed(links: Bool) throws -> Publication {
  var publication = try publication()
  publication.authors = [Author("Ada Reader", affiliations: ["Inkwell Lab"]), Author("Bén Wrïter")]
  publication.abstract = "We turn pages with $\\lambda > 0$ & read “a < b” aloud."
  publication.categories = ["cs.CV", "cs.CL"].compactMap { Category($0) }
  publication.comment = "12 pages, code at https://github.com/inkwell/leaf"
  publication.section = "Vision (Image)"
  publication.announced = try day("2026-03-03")
  publication.appraisal = Appraisal(
    reasons: [
      reason("groups.reading", 5.5, ["read", "Read", "turn\n pages"]),
      reason("categories.cs.CV", 0.5, ["cs.CV"]),
      reason("groups.video", 0, ["video"]), reason("groups.robotics", -2, []),
    ],
    section: "Vision (Image)",
    refusal: nil
  )
  if links {
    publication.links = [
      Link(label: "Project", url: "https://leaf.example.org/?a=1&b=2"),
      Link(label: "Code", url: "https://github.com/inkwell/leaf"),
    ]
  }
  return publication
}

/// A paper by somebody who does not mean well.
private func hostile() throws -> Publication {
  var publication = try publication(
    "2603.00012",
    title: "<script>alert('1')</script> ]]> & \u{1B}[31m\u{7}\u{9B}0m \u{202E}txt.exe\u{202C} שלום 👩‍👩‍👧 漢字",
    updated: "2026-03-03T01:00:01Z"
  )
  publication.authors = [Author("\u{0}<b>Mallory</b>\u{FFFF}"), Author("")]
  publication.abstract = "<img src=x onerror=alert(1)> ]]> &amp; \"quoted\"\u{8}"
  publication.comment = "</p><iframe>"
  publication.section = "A \"section\" <i>"
  publication.links = [
    Link(label: "<Code>", url: "https://example.org/a?b=\"c"), Link(label: "Run", url: "javascript:alert(1)"),
  ]
  publication.appraisal = Appraisal(
    reasons: [reason("groups.<b>", 7, ["<script>", "&"])],
    section: nil,
    refusal: nil
  )
  return publication
}

private func reason(_ rule: String, _ points: Double, _ words: [String]) -> Reason {
  let matches = words.map { Match(field: .abstract, start: 0, length: $0.utf8.count, text: $0) }
  return Reason(rule: rule, points: points, matches: matches)
}
