import Papers
import TestKit
import Testing

@testable import Listing

private func links(_ abstract: String, comment: String? = nil) throws -> [FoundLink] {
  let id = try #require(PaperID("2505.01234"))
  return LinkFinder.links(of: Paper(id: id, title: "T", abstract: abstract, comment: comment))
}

@Suite struct `Links of a paper` {
  @Test(arguments: [
    ("Our code is at https://github.com/owner/repo.", LinkKind.code, "https://github.com/owner/repo"),
    ("See https://github.com/owner/repo.git", .code, "https://github.com/owner/repo"),
    ("(https://github.com/owner/repo/tree/main)", .code, "https://github.com/owner/repo"),
    ("(https://github.com/owner/repo/blob/main/a.md)", .code, "https://github.com/owner/repo"),
    (
      "(https://github.com/owner/repo/tree/main/folder)", .code,
      "https://github.com/owner/repo/tree/main/folder"
    ),
    (
      "at https://gitlab.com/group/repo/-/tree/main/a/b", .code,
      "https://gitlab.com/group/repo/-/tree/main/a/b"
    ),
    ("See http://www.github.com/owner/repo/.", .code, "https://github.com/owner/repo"),
    ("Code: github.com/owner/my-repo, data soon", .code, "https://github.com/owner/my-repo"),
    ("\\url{https://github.com/owner/my\\_repo}", .code, "https://github.com/owner/my_repo"),
    ("\\href{https://github.com/owner/repo}{here}", .code, "https://github.com/owner/repo"),
    ("[code](https://github.com/owner/repo).", .code, "https://github.com/owner/repo"),
    ("at https://gitlab.com/group/sub/repo/-/tree/main", .code, "https://gitlab.com/group/sub/repo"),
    (
      "at https://anonymous.4open.science/r/name-12/README.md", .code,
      "https://anonymous.4open.science/r/name-12"
    ),
    ("Model: https://huggingface.co/owner/model-7B", .model, "https://huggingface.co/owner/model-7B"),
    (
      "at https://huggingface.co/datasets/owner/data.", .dataset, "https://huggingface.co/datasets/owner/data"
    ),
    ("at https://hf.co/spaces/owner/demo", .demo, "https://huggingface.co/spaces/owner/demo"),
    (
      "models at https://huggingface.co/collections/o/slug-1", .model,
      "https://huggingface.co/collections/o/slug-1"
    ),
    (
      "datasets at https://huggingface.co/collections/o/slug-1", .dataset,
      "https://huggingface.co/collections/o/slug-1"
    ),
    ("models at https://huggingface.co/owner", .model, "https://huggingface.co/owner"),
    ("at https://modelscope.cn/models/owner/name/summary", .model, "https://modelscope.cn/models/owner/name"),
    ("at https://www.kaggle.com/datasets/owner/name", .dataset, "https://kaggle.com/datasets/owner/name"),
    ("data at https://zenodo.org/record/123", .dataset, "https://zenodo.org/records/123"),
    ("data at https://doi.org/10.5281/zenodo.123", .dataset, "https://zenodo.org/records/123"),
    ("https://name.github.io/page/index.html", .project, "https://name.github.io/page/"),
    ("at name.github.io.", .project, "https://name.github.io/"),
    ("Project page: https://example.org/work", .project, "https://example.org/work"),
    ("code is available at https://example.org/code", .code, "https://example.org/code"),
  ])
  func `are recognised and made canonical`(text: String, kind: LinkKind, url: String) throws {
    let found = try links(text)
    #expect(found.map(\.url) == [url])
    #expect(found.first?.kind == kind)
    #expect(try #require(found.first).confidence >= FoundLink.enough)
  }

  @Test(arguments: [
    "See https://arxiv.org/abs/2501.00001 and https://huggingface.co/papers/2501.00001",
    "Published as https://doi.org/10.1000/182", "See https://example.org/something", "in v1.0 e.g. x.y",
    "See https://github.com/topics/machine-learning", "https://github.com",
    "https://10.0.0.1/code is code at",
    "code at https://user:secret@example.org/x", "code at https://gïthub.com/a/b",
  ])
  func `are not made of other addresses`(text: String) throws {
    #expect(try links(text).isEmpty)
  }

  @Test func `say where they were found, each once`() throws {
    let found = try links(
      "We are open. Code is available at https://github.com/a/b for all of us.",
      comment: "12 pages, code: https://github.com/A/b; project page: https://a.github.io"
    )
    #expect(found.map(\.url) == ["https://github.com/a/b", "https://a.github.io/"])
    #expect(found.map(\.source) == [.abstract, .comment])
    #expect(found.first?.words == "We are open. Code is available at https://github.com/a/b for all")
  }

  @Test func `that others made are less sure`() throws {
    let found = try links("Our work is based on https://github.com/other/base.")
    #expect(try #require(found.first).confidence < FoundLink.enough)
  }

  @Test func `written together are two`() throws {
    let found = try links("https://github.com/a/bhttps://c.github.io/d")
    #expect(Set(found.map(\.url)) == ["https://github.com/a/b", "https://c.github.io/d"])
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `of hostile text are addresses or nothing`(seed: UInt64) throws {
    let pieces = [
      "https://", "http://", "github.com/", "huggingface.co/", "datasets/", "collections/", "a", "/",
      "\\url{", "}", "\\",
      "$", "\u{202E}", "\u{0}", "\u{1B}[31m", "%", "%zz", "?", "#", "@", ":", "[", "]", "(", ")", ".", ",",
      " ", "\n",
      "漢", "doi.org/10.5281/", "zenodo.", ".github.io", "code is ", "\u{301}",
    ]
    var random = Seeded(seed)
    for _ in 0..<100 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in random.pick(pieces) }.joined()
      for link in try links(text) {
        #expect(link.url.hasPrefix("https://"))
        #expect(
          link.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()[]<>`\\".utf8.contains($0) },
          "\(link.url)"
        )
        #expect(link.words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      }
    }
  }
}
