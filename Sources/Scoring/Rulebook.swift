package import Papers

/// The rules of a topic, compiled: what a paper is worth, and why.
package struct Rulebook: Sendable {
  package let rules: Rules
  /// Changes when anything changes on which an appraisal depends; the same in every run and on every machine.
  package let fingerprint: String

  let sheet: ScoreSheet
  private let lazyMatcher: LazyMatcher

  /// - Throws: every fault of the rules at once; a rulebook that exists has none.
  package init(_ rules: Rules) throws(RuleFaults) {
    var compiler = RuleCompiler()
    let sheet = ScoreSheet(rules, &compiler)
    guard compiler.faults.isEmpty else { throw RuleFaults(faults: compiler.faults) }
    self.sheet = sheet
    lazyMatcher = LazyMatcher(compiler.terms)
    fingerprint = Fingerprint.of(rules)
    self.rules = rules
  }

  /// Pure; any thread, any number at once.
  package func appraise(_ paper: Paper) -> Appraisal {
    appraise([paper]).first ?? sheet.appraisal(Evidence(terms: sheet.termCount), of: paper)
  }

  /// The appraisals of several papers, in their order: the same as one by one, and faster.
  package func appraise(_ papers: [Paper]) -> [Appraisal] {
    var appraisals: [Appraisal] = []
    appraisals.reserveCapacity(papers.count)
    var evidence = Evidence(terms: sheet.termCount)
    var rest = papers[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Haystack.batch))
      rest = rest.dropFirst(Haystack.batch)
      matcher.search(batch) { number, hits in
        for found in hits { evidence.add(found.hit, of: found.term) }
        appraisals.append(sheet.appraisal(evidence, of: batch[number]))
        evidence.removeAll()
      }
    }
    return appraisals
  }

  /// In the numbers of the rulebook.
  var terms: [Term] { lazyMatcher.terms }

  var matcher: Matcher { lazyMatcher.value }
}
