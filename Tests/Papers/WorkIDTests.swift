import Papers
import Testing

@Suite struct `A work` {
  @Test func `is an arXiv paper wherever its address points to one`() {
    #expect(WorkID("https://arxiv.org/pdf/2411.10440v4") == WorkID("2411.10440"))
    #expect(WorkID("2411.10440")?.tagPath == "2411.10440")
  }

  @Test(arguments: [
    ("https://github.com/TideDra/lmm-r1", "https://github.com/TideDra/lmm-r1"),
    ("http://www.GitHub.com/TideDra/lmm-r1/", "https://github.com/TideDra/lmm-r1"),
    ("https://github.com/TideDra/lmm-r1.git?tab=readme#top", "https://github.com/TideDra/lmm-r1"),
    ("https://example.org", "https://example.org"),
  ])
  func `is otherwise known by its address without what does not identify it`(text: String, id: String) {
    #expect(WorkID(text)?.description == id)
  }

  @Test func `has a feed id below url when it has no arXiv id`() {
    #expect(WorkID("https://github.com/TideDra/lmm-r1/")?.tagPath == "url/github.com/TideDra/lmm-r1")
  }

  @Test(arguments: [
    "", "lmm-r1", "ftp://example.org/x", "https://", "mailto:a@example.org", "https://localhost/x",
  ])
  func `is nothing else`(text: String) {
    #expect(WorkID(text) == nil)
  }
}
