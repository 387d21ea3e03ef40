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
    ("https://openreview.net/forum?id=aaa", "https://openreview.net/forum?id=aaa"),
    ("https://openreview.net/forum/?noteId=b&id=aaa#c", "https://openreview.net/forum?id=aaa&noteId=b"),
    ("https://youtube.com/watch?v=1&si=x&utm_source=y&feature=z", "https://youtube.com/watch?v=1"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a?b", "https://example.org/a?b"),
    ("https://huggingface.co/a/b?x=1", "https://huggingface.co/a/b"),
    ("https://example.org/a?b=%26c&d=e%20f", "https://example.org/a?b=%26c&d=e%20f"),
  ])
  func `is otherwise known by its address without what does not identify it`(text: String, id: String) {
    #expect(WorkID(text)?.description == id)
    #expect(WorkID(id) == WorkID(text), "what is stored is read again")
  }

  @Test func `has a feed id below url when it has no arXiv id`() {
    #expect(WorkID("https://github.com/TideDra/lmm-r1/")?.tagPath == "url/github.com/TideDra/lmm-r1")
  }

  @Test func `has its query in the feed id, so that two of them are two entries`() {
    let ids = ["aaa", "bbb"].map { WorkID("https://openreview.net/forum?id=\($0)")?.tagPath }
    #expect(ids == ["url/openreview.net/forum?id=aaa", "url/openreview.net/forum?id=bbb"])
  }

  @Test(arguments: [
    "", "lmm-r1", "ftp://example.org/x", "https://", "mailto:a@example.org", "https://localhost/x",
  ])
  func `is nothing else`(text: String) {
    #expect(WorkID(text) == nil)
  }
}
