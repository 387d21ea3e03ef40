/// Where pull requests go: `list.pull_request` of the configuration.
package struct GitHubSettings: Sendable, Equatable {
  /// `owner/name`.
  package let repository: String
  /// The branch to be merged into; nil for the repository's default.
  package let base: String?
  /// With `{id}` for the work.
  package let branch: String
  /// Without a slash at the end.
  package let api: String
  let token: String

  package static let publicAPI = "https://api.github.com"
  package static let branchOfWork = "gleaner/{id}"

  /// - Throws: `SettingFault`, with what is wrong as part of a sentence.
  package init(
    repository: String,
    token: String,
    base: String? = nil,
    branch: String = branchOfWork,
    api: String = publicAPI
  ) throws(SettingFault) {
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(Self.isName) else {
      throw SettingFault(reason: "“\(repository)” is not owner/name")
    }
    guard branch.contains("{id}") else {
      throw SettingFault(reason: "the branch needs {id}, so that each paper has its own")
    }
    self.repository = repository
    self.token = token
    self.base = base
    self.branch = branch
    self.api = api.hasSuffix("/") ? String(api.dropLast()) : api
  }

  var owner: Substring { repository.prefix { $0 != "/" } }

  /// The branch of one work. A name that git takes, whatever the id: an old arXiv id has a slash, an address has more.
  package func branch(of id: String) -> String {
    let name = branch.replacing("{id}", with: id)
    let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) ? $0 : "-" }
    let parts = String(plain).split(separator: "/").map { part in
      let joined = part.split(separator: ".").joined(separator: ".")
      return joined.hasSuffix(".lock") ? "\(joined)-" : joined
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "/")
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text != "." && text != ".."
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }
}

extension GitHubSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never with the token, wherever it is printed.
  package var description: String { "\(api)/repos/\(repository)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["repository": repository, "api": api]) }
}
