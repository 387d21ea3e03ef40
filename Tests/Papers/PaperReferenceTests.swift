import Papers
import Testing

@Suite struct `arXiv ids in the forms in which they are met` {
  @Test(arguments: [
    // bare, with and without version
    ("2501.12599", "2501.12599", nil), ("2501.12599v2", "2501.12599", 2), ("2501.12599V12", "2501.12599", 12),
    ("  2501.12599\n", "2501.12599", nil), ("0704.0001", "0704.0001", nil), ("1412.9999", "1412.9999", nil),
    ("1501.00001", "1501.00001", nil), ("1501.0001", "1501.00001", nil),
    ("hep-th/9901001", "hep-th/9901001", nil),
    ("hep-th/9901001v3", "hep-th/9901001", 3), ("HEP-TH/9901001", "hep-th/9901001", nil),
    ("math.GT/0309136", "math/0309136", nil), ("cond-mat.mes-hall/0703999", "cond-mat/0703999", nil),
    ("arXiv:2501.12599", "2501.12599", nil), ("ARXIV:math/0309136v1", "math/0309136", 1),
    // arXiv and its mirrors
    ("https://arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("http://arxiv.org/abs/2501.12599v2", "2501.12599", 2),
    ("arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("https://www.arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("https://export.arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("https://browse.arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001", nil),
    ("http://lanl.arxiv.org/abs/hep-th/9901001", "hep-th/9901001", nil),
    ("http://de.arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("http://tw.arxiv.org/abs/2501.12599", "2501.12599", nil),
    ("http://cn.arxiv.org/abs/2501.12599", "2501.12599", nil),
    // paths
    ("https://arxiv.org/pdf/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/pdf/2501.12599v1.pdf", "2501.12599", 1),
    ("https://arxiv.org/pdf/hep-th/9901001.pdf", "hep-th/9901001", nil),
    ("https://arxiv.org/html/2501.12599v1/", "2501.12599", 1),
    ("https://arxiv.org/format/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/src/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/e-print/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/ps/hep-th/9901001", "hep-th/9901001", nil),
    ("https://arxiv.org/ps/hep-th/9901001.ps.gz", "hep-th/9901001", nil),
    ("https://arxiv.org/tb/hep-th/9901001", "hep-th/9901001", nil),
    ("https://arxiv.org/bibtex/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/show-email/0a1b2c3d/2501.12599", "2501.12599", nil),
    ("https://arxiv.org/show-email/0a1b2c3d/hep-th/9901001", "hep-th/9901001", nil),
    ("https://arxiv.org/abs/2501.12599?context=cs.CV#top", "2501.12599", nil),
    ("https://arxiv.org/abs/hep-th%2F9901001", "hep-th/9901001", nil),
    // third parties
    ("https://www.alphaxiv.org/abs/2501.12599v2", "2501.12599", 2),
    ("https://ar5iv.org/html/2501.12599", "2501.12599", nil),
    ("https://ar5iv.labs.arxiv.org/html/hep-th/9901001", "hep-th/9901001", nil),
    ("https://huggingface.co/papers/2501.12599", "2501.12599", nil),
    ("https://scirate.com/arxiv/2501.12599", "2501.12599", nil),
    // arXiv's own DOI
    ("10.48550/arXiv.2501.12599", "2501.12599", nil),
    ("https://doi.org/10.48550/arXiv.2501.12599", "2501.12599", nil),
    ("https://doi.org/10.48550/ARXIV.hep-th/9901001", "hep-th/9901001", nil),
    ("doi:10.48550/arXiv.2501.12599", "2501.12599", nil),
    // OAI-PMH identifier and RSS guid
    ("oai:arXiv.org:2501.12599", "2501.12599", nil), ("oai:arXiv.org:2501.12599v1", "2501.12599", 1),
    ("oai:arXiv.org:hep-th/9901001", "hep-th/9901001", nil),
  ])
  func `are read into the canonical id and the version`(text: String, id: String, version: Int?) throws {
    let reference = try #require(PaperReference(text))
    #expect(reference.id.canonical == id)
    #expect(reference.version == version)
  }

  @Test(arguments: [
    "", "2501", "2501.", ".12599", "2513.12599", "2500.12599", "0703.0001", "0612.1234", "9501.1234",
    "2501.00000",
    "0704.00001", "1412.99999", "2501.123456", "2501.123", "2501.12599v", "2501.12599v0", "2501.12599v01",
    "2501.12599vx", "2501,12599", "hep-th/0704001", "hep-th/9106001", "hep-th/9901", "hep-th/99010011",
    "hep_th/9901001",
    "/9901001", "a-b-c/9901001", "https://arxiv.org/list/hep-th/2501", "https://arxiv.org/list/cs.CV/new",
    "https://arxiv.org/a/doe_j_1", "https://arxiv.org/", "https://example.org/abs/2501.12599",
    "https://arxiv.org.example.org/abs/2501.12599", "https://github.com/TideDra/lmm-r1",
    "https://doi.org/10.1000/2501.12599", "oai:arXiv.org:", "२५०१.१२५९९",
  ])
  func `are refused when they are none`(text: String) {
    #expect(PaperReference(text) == nil)
  }

  @Test func `sort in the order of announcement`() throws {
    let written = ["2501.00002", "hep-th/9901001", "0704.0010", "math/0309136", "2412.99999", "2501.00001"]
    let sorted = written.compactMap { PaperID($0) }.sorted().map(\.canonical)
    #expect(
      sorted == ["hep-th/9901001", "math/0309136", "0704.0010", "2412.99999", "2501.00001", "2501.00002"]
    )
  }
}
