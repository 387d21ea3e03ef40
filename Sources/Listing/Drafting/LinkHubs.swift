extension LinkSite {
  /// Sites that hold models and data sets.
  static let hubs = [
    LinkSite(name: "Hugging Face", hosts: ["huggingface.co", "hf.co"]) { address in
      huggingFace(SiteAddress(host: "huggingface.co", parts: address.parts, path: address.path))
    },
    LinkSite(name: "ModelScope", hosts: ["modelscope.cn", "modelscope.ai"]) { address in
      let kinds: [String: LinkKind] = ["models": .model, "datasets": .dataset, "studios": .demo]
      guard let kind = kinds[address.part(0) ?? ""], address.parts.count >= 3 else { return nil }
      return SiteLink(kind: kind, url: address.url(3), confidence: 0.9)
    },
    LinkSite(name: "Kaggle", hosts: ["kaggle.com"]) { address in
      let kinds: [String: (LinkKind, Int)] = [
        "datasets": (.dataset, 3), "models": (.model, 3), "code": (.code, 3), "competitions": (.dataset, 2),
      ]
      guard let (kind, count) = kinds[address.part(0) ?? ""], address.parts.count >= count else { return nil }
      return SiteLink(kind: kind, url: address.url(count), confidence: 0.8)
    },
    LinkSite(name: "Zenodo", hosts: ["zenodo.org"]) { address in
      guard ["record", "records"].contains(address.part(0)), let number = address.part(1) else { return nil }
      return SiteLink(kind: .dataset, url: "https://zenodo.org/records/\(number)", confidence: 0.8)
    },
    LinkSite(name: "Zenodo's DOI", hosts: ["doi.org", "dx.doi.org"]) { address in
      let mark = "zenodo."
      guard address.part(0) == "10.5281", let name = address.part(1)?.lowercased(), name.hasPrefix(mark)
      else { return nil }
      return SiteLink(
        kind: .dataset,
        url: "https://zenodo.org/records/\(name.dropFirst(mark.count))",
        confidence: 0.8
      )
    },
  ]

  private static func huggingFace(_ address: SiteAddress) -> SiteLink? {
    let others = ["blog", "docs", "join", "learn", "login", "papers", "posts", "pricing", "tasks"]
    guard let first = address.part(0), !others.contains(first) else { return nil }
    switch first {
    case "datasets":
      guard address.parts.count >= 3 else { return nil }
      return SiteLink(kind: .dataset, url: address.url(3), confidence: 0.9)
    case "spaces":
      guard address.parts.count >= 3 else { return nil }
      return SiteLink(kind: .demo, url: address.url(3), confidence: 0.9)
    case "collections":
      guard address.parts.count >= 3 else { return nil }
      return SiteLink(kind: .model, url: address.url(3), isMany: true, confidence: 0.8)
    default:
      guard address.parts.count >= 2 else {
        return SiteLink(kind: .model, url: address.url(1), isMany: true, confidence: 0.6)
      }
      return SiteLink(kind: .model, url: address.url(2), confidence: 0.9)
    }
  }
}
