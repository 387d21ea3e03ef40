internal import Papers

extension ListCheck {
  static let labelMonth = ListCheck(
    name: "label-month",
    help: "The label is not the month of the arXiv id."
  ) { document in
    document.items.compactMap { item in
      guard let label = item.label, let paper = item.work?.paper, label != paper.month else { return nil }
      return ListFinding(
        kind: "label-month",
        line: item.line,
        reason: "[\(label.yymm)] stands before \(paper), which is of [\(paper.month.yymm)]",
        work: item.work
      )
    }
  }

  static let versionPinned = ListCheck(
    name: "version-pinned",
    help: "A link leads to one version of a paper instead of the latest."
  ) { document in
    paperLinks(document).compactMap { item, url in
      guard let reference = PaperReference(url), let version = reference.version else { return nil }
      return ListFinding(
        kind: "version-pinned",
        line: item.line,
        reason: "\(url) is version \(version) for ever; write \(canonical(reference.id, like: url))",
        work: item.work
      )
    }
  }

  static let notCanonical = ListCheck(
    name: "not-canonical",
    help: "A link leads to a paper by another address than arXiv's own."
  ) { document in
    paperLinks(document).compactMap { item, url in
      guard let reference = PaperReference(url) else { return nil }
      let versions = reference.version.map { ["v\($0)"] } ?? [""]
      let canonical = [reference.id.abstractURL, reference.id.pdfURL].flatMap { base in
        versions.map { base + $0 }
      }
      guard !canonical.contains(url) else { return nil }
      return ListFinding(
        kind: "not-canonical",
        line: item.line,
        reason: "\(url) is not arXiv's own address; write \(canonical(reference.id, like: url))",
        work: item.work
      )
    }
  }

  static let noLink = ListCheck(name: "no-link", help: "An entry with a label has no usable link.") {
    document in
    document.items.filter { $0.work == nil }.map { item in
      ListFinding(kind: "no-link", line: item.line, reason: "the entry leads nowhere: add its address")
    }
  }

  /// arXiv's own address of the latest version, the PDF's for a PDF.
  static func canonical(_ paper: PaperID, like url: String) -> String {
    url.contains("/pdf/") ? paper.pdfURL : paper.abstractURL
  }

  /// The links that lead to arXiv papers: the entries' own.
  private static func paperLinks(_ document: ListDocument) -> [(ListItem, String)] {
    document.items.compactMap { item in
      guard item.work?.paper != nil, let url = item.url else { return nil }
      return (item, url)
    }
  }
}
