private import Foundation

/// An arXiv id as the world writes it, with the version if one is named.
///
/// Accepted are the bare id, `arXiv:ID`, `oai:arXiv.org:ID`, arXiv's own DOI, and the URLs of arXiv, its
/// mirrors and the sites that show its papers (arxiv-protocol section 3). Listings such as `/list/hep-th/2501`
/// are refused although they look alike.
package struct PaperReference: Hashable, Sendable {
  package let id: PaperID
  /// nil means the latest.
  package let version: Int?

  package init?(_ text: some StringProtocol) {
    let text = String(text)
    // Nearly every id is written as it is stored.
    if text.utf8.count <= 10, let id = PaperID(newScheme: Substring(text)) {
      self.init(id: id, version: nil)
      return
    }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bare = Self.bareID(in: trimmed.removingPercentEncoding ?? trimmed) else { return nil }
    self.init(bare: bare)
  }

  private init(id: PaperID, version: Int?) {
    self.id = id
    self.version = version
  }

  private init?(bare: Substring) {
    let (stem, version) = Self.splitVersion(Self.dropSuffix(bare))
    guard let stem else { return nil }
    guard let id = PaperID(newScheme: stem) ?? PaperID(oldScheme: stem) else { return nil }
    self.init(id: id, version: version)
  }

  private static func bareID(in text: String) -> Substring? {
    var rest = text[...]
    if let oai = rest.droppingPrefix("oai:arxiv.org:") { return oai }
    if let url = rest.droppingPrefix("https://") ?? rest.droppingPrefix("http://") {
      return idInURL(url)
    }
    rest = rest.droppingPrefix("doi:") ?? rest
    if let doi = rest.droppingPrefix("10.48550/arxiv.") { return doi }
    rest = rest.droppingPrefix("arxiv:") ?? rest
    guard let slash = rest.firstIndex(of: "/") else { return rest }
    // "arxiv.org/abs/…" without a scheme; "math.GT/0309136" has a dot before its slash too, but is no host.
    return Site.all.contains { $0.serves(rest[..<slash].lowercased()) } ? idInURL(rest) : rest
  }

  private static func idInURL(_ url: Substring) -> Substring? {
    let withoutTail = url.prefix { $0 != "?" && $0 != "#" }
    guard let slash = withoutTail.firstIndex(of: "/") else { return nil }
    let host = withoutTail[..<slash].lowercased()
    var path = withoutTail[withoutTail.index(after: slash)...]
    while path.last == "/" { path = path.dropLast() }
    guard let site = Site.all.first(where: { $0.serves(host) }) else { return nil }
    for prefix in site.paths {
      guard let rest = path.droppingPrefix(prefix) else { continue }
      guard prefix == "show-email/" else { return rest }
      return rest.firstIndex(of: "/").map { rest[rest.index(after: $0)...] }
    }
    return nil
  }

  private static func dropSuffix(_ id: Substring) -> Substring {
    for suffix in [".pdf", ".ps.gz", ".ps", ".gz"] where id.lowercased().hasSuffix(suffix) {
      return id.dropLast(suffix.count)
    }
    return id
  }

  /// `("2501.12599", 2)` from `2501.12599v2`; the stem is nil when the version is not `v[1-9][0-9]*`.
  private static func splitVersion(_ id: Substring) -> (Substring?, Int?) {
    guard let v = id.lastIndex(where: { $0 == "v" || $0 == "V" }), v > id.startIndex,
      id[id.index(before: v)].isASCIIDigit
    else { return (id, nil) }
    let digits = id[id.index(after: v)...]
    guard digits.first != "0", let number = digits.utf8.decimalNumber else { return (nil, nil) }
    return (id[..<v], number)
  }
}

/// A web site that shows arXiv papers, and the paths under which it does.
private struct Site: Sendable {
  let hosts: [String]
  var subdomains = false
  let paths: [String]

  func serves(_ host: String) -> Bool {
    hosts.contains { host == $0 || host == "www." + $0 || (subdomains && host.hasSuffix("." + $0)) }
  }

  static let all: [Site] = [
    Site(hosts: ["ar5iv.labs.arxiv.org", "ar5iv.org"], paths: ["html/", "abs/", "pdf/"]),
    Site(
      hosts: ["arxiv.org", "lanl.gov"],
      subdomains: true,
      paths: ["abs/", "pdf/", "html/", "format/", "src/", "e-print/", "ps/", "tb/", "bibtex/", "show-email/"]
    ),
    Site(hosts: ["alphaxiv.org"], paths: ["abs/", "pdf/", "overview/"]),
    Site(hosts: ["huggingface.co"], paths: ["papers/"]),
    Site(hosts: ["scirate.com"], paths: ["arxiv/"]),
    Site(hosts: ["doi.org", "dx.doi.org"], paths: ["10.48550/arxiv."]),
  ]
}

extension PaperID {
  /// `YYMM.number`: four digits for 0704...1412, five since; the number is not 0.
  fileprivate init?(newScheme text: Substring) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = Month(yymm: parts[0]), month.year >= 2007 else { return nil }
    guard month >= Era.newScheme, let number = parts[1].utf8.decimalNumber, number > 0 else { return nil }
    let width = month < Era.fiveDigits ? 4 : 5
    // arXiv pads four digits to five where five are due.
    guard parts[1].count == width || (width == 5 && parts[1].count == 4) else { return nil }
    self.init(canonical: "\(parts[0]).\(number.padded(width))", month: month, number: number)
  }

  /// `archive[.XX]/YYMMnnn`, July 1991 to March 2007; the subject class is not part of the id.
  fileprivate init?(oldScheme text: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 7 else { return nil }
    guard let month = Month(yymm: parts[1].prefix(4)), let number = parts[1].suffix(3).utf8.decimalNumber,
      month >= Era.oldScheme, month < Era.newScheme
    else { return nil }
    let names = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let archive = names.first?.lowercased(), archive.isArchiveName else { return nil }
    if names.count == 2 {
      guard names[1].count >= 2, names[1].allSatisfy({ $0.isASCIILetter || $0 == "-" }) else { return nil }
    }
    self.init(canonical: "\(archive)/\(parts[1])", month: month, number: number)
  }

  private enum Era {
    static let oldScheme = Month(of: Day(number: 7_851))  // 1991-07
    static let newScheme = Month(of: Day(number: 13_604))  // 2007-04
    static let fiveDigits = Month(of: Day(number: 16_436))  // 2015-01
  }
}

extension Substring {
  /// What follows `prefix`, compared without case; nil when it is not there.
  fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
    lowercased().hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}

extension String {
  fileprivate var isArchiveName: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIILetter) }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}
