import Foundation
import Listing
import Papers

/// How many papers a second are drafted and inserted, into the list and into one of 10,000 entries.
enum Speed {
  static func measure(_ list: [UInt8], _ papers: [Paper], _ sections: [PaperID: String]) {
    guard !papers.isEmpty else { return }
    let editor = ListEditor(bytes: list)
    let drafting = span(20) {
      for paper in papers { _ = Drafter().draft(paper, section: sections[paper.id], in: editor) }
    }
    print("\ndrafting: \(Int(Double(papers.count) / drafting)) papers a second")
    let long = longList()
    guard let id = PaperID("2505.99999") else { return }
    let paper = Paper(
      id: id,
      title: "Fresh: A Paper That Is Not Listed",
      abstract: "At https://github.com/a/fresh."
    )
    let whole = span(5) {
      let editor = ListEditor(bytes: long)
      _ = try? editor.inserting(Drafter().draft(paper, section: "Section 7", in: editor))
    }
    print("10,000 entries (\(long.count / 1000) kB): read, drafted and inserted in \(Int(whole * 1000)) ms")
  }

  private static func longList() -> [UInt8] {
    var text = "# A long list\n"
    for section in 0..<20 {
      text += "\n## Section \(section)\n"
      for entry in 0..<500 {
        let month = 2512 - entry / 42
        let id = "\(month).\(10000 + section * 500 + 499 - entry)"
        text +=
          "\n* [\(month)] [N\(entry)] [N\(entry): Title \(section) \(entry)](https://arxiv.org/abs/\(id)) "
          + "[[Code 💻](https://github.com/o\(section)/r\(entry))]\n"
      }
    }
    return Array(text.utf8)
  }

  /// In seconds of the processor, the median of so many times.
  private static func span(_ times: Int, _ body: () -> Void) -> Double {
    let spans = (0..<times).map { _ in
      let start = clock()
      body()
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    return spans.sorted()[times / 2]
  }
}
