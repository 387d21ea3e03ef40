import Scoring
import Testing

struct TermFaultTests {
  @Test(arguments: [
    ("", "there is no word in the term: write at least one"),
    (" \n", "there is no word in the term: write at least one"),
    ("*", "there is no word in the term: write at least one"),
    ("=", "there is no word in the term: write at least one"),
    ("“”", "there is no word in the term: write at least one"),
    ("title:", "there is no word in the term: write at least one"),
    ("a*b", "* stands inside the term: it may only be its first or last character"),
    ("web* agent", "* stands inside the term: it may only be its first or last character"),
    ("**a", "* stands inside the term: it may only be its first or last character"),
    ("title:a*b", "* stands inside the term: it may only be its first or last character"),
    (
      "titel:x",
      "no field is called “titel:”, there are title:, abstract:, comment:, author:, category:; "
        + "a space behind the colon makes it plain text; did you mean “title:”?"
    ),
    (
      "https://arxiv.org",
      "no field is called “https:”, there are title:, abstract:, comment:, author:, category:; "
        + "a space behind the colon makes it plain text"
    ),
    ("title:abstract:x", "“abstract:” stands inside the term: a field comes first, and only one"),
    ("=title:x", "“title:” stands inside the term: a field comes first, and only one"),
    ("near(title:x, 4, y)", "“title:” stands inside the term: a field comes first, and only one"),
    ("title: x", "a space stands behind “title:”: leave it out; did you mean “title:x”?"),
    ("near(a)", "near takes three arguments, not 1: write near(a, n, b)"),
    ("near(a, 4)", "near takes three arguments, not 2: write near(a, n, b)"),
    ("near(a, 4, b, c)", "near takes three arguments, not 4: write near(a, n, b)"),
    ("near(a, x, b)", "“x” in near is not a number from 0 to 50: write near(a, n, b)"),
    ("near(a, , b)", "“” in near is not a number from 0 to 50: write near(a, n, b)"),
    ("near(a, -1, b)", "“-1” in near is not a number from 0 to 50: write near(a, n, b)"),
    ("near(a, 51, b)", "“51” in near is not a number from 0 to 50: write near(a, n, b)"),
    (
      "near(a, 99999999999999999999, b)",
      "“99999999999999999999” in near is not a number from 0 to 50: write near(a, n, b)"
    ),
    ("near(, 4, b)", "a phrase of near is empty: write near(a, n, b)"),
    ("near(a, 4, )", "a phrase of near is empty: write near(a, n, b)"),
    ("near(a, 4, !)", "there is no word in the term: write at least one"),
    ("near(a, 4, b*c)", "* stands inside the term: it may only be its first or last character"),
    ("near(a, 4, b", "the bracket of near is not closed: write near(a, n, b)"),
    ("near(a, 4, (b)", "near has one pair of brackets, and nothing behind it: write near(a, n, b)"),
    ("near(a, 4, b) c", "near has one pair of brackets, and nothing behind it: write near(a, n, b)"),
    ("near(a, 4, b))", "near has one pair of brackets, and nothing behind it: write near(a, n, b)"),
    (
      "=near(a, 4, b)",
      "= stands in front of near: put it in front of the words inside, near(=A, 4, =B)"
    ),
    ("author:", "the name of the author is empty: write it in full, as arXiv does"),
    ("author:Ada*", "* and = mean nothing in a name: write it in full, as arXiv does"),
    ("category:cs.C", "“cs.C” is no category: write it like cs.CV, or cs.* for an archive"),
    ("category:*", "“*” is no category: write it like cs.CV, or cs.* for an archive"),
    ("category:cs.CV.*", "“cs.CV.*” is no category: write it like cs.CV, or cs.* for an archive"),
  ])
  func `a faulty term says what is wrong and what to do`(term: String, message: String) {
    let group = Rules.Group(name: "rl", points: 1, any: ["fine", "also fine", term])
    #expect(faults(of: Rules(groups: [group])) == ["groups.rl.any[2]: \(message)"])
    #expect(faults(of: Rules(veto: [term])) == ["veto[0]: \(message)"])
  }

  @Test func `too many terms are one fault, at once`() {
    let many = (0..<100_000).map { "word\($0)" }
    let message = "with these 100000 the topic has more than 10000 terms: leave some out"
    let rules = Rules(
      groups: [.init(name: "g", any: many), .init(name: "h", any: ["fine", "a*b"])],
      require: "g",
      veto: many
    )
    #expect(
      faults(of: rules) == [
        "groups.g.any: \(message)",
        "groups.h.any[1]: * stands inside the term: it may only be its first or last character",
        "veto: \(message)",
      ]
    )
  }

  @Test func `a term has at most 200 bytes`() {
    #expect(
      faults(of: Rules(veto: [String(repeating: "long ", count: 2_000)]))
        == ["veto[0]: the term has 10000 bytes, 200 are allowed: split it"]
    )
    #expect(faults(of: Rules(veto: [String(repeating: "a", count: 200)])).isEmpty)
    #expect(
      faults(of: Rules(veto: [String(repeating: "é", count: 101)]))
        == ["veto[0]: the term has 202 bytes, 200 are allowed: split it"]
    )
  }
}

struct ExpressionFaultTests {
  @Test(arguments: [
    (
      "vision and rll",
      "no group is called “rll” at column 12, a term stands in double quotes; did you mean “rl”?"
    ),
    ("RL", "no group is called “RL” at column 1, a term stands in double quotes; did you mean “rl”?"),
    ("rl AND vision", "“and” or “or” is missing before “AND” at column 4; did you mean “and”?"),
    ("NOT", "no group is called “NOT” at column 1, a term stands in double quotes; did you mean “not”?"),
    ("'x'", "no group is called “'x'” at column 1, a term stands in double quotes"),
    ("rl vision", "“and” or “or” is missing before “vision” at column 4"),
    ("(rl vision)", "“and” or “or” is missing before “vision” at column 5"),
    ("rl \"x\"", "“and” or “or” is missing before “x” at column 4"),
    ("rl and", "a group or a quoted term is missing at the end, column 7"),
    ("not", "a group or a quoted term is missing at the end, column 4"),
    ("and rl", "a group or a quoted term is missing before “and” at column 1"),
    ("rl or or vision", "a group or a quoted term is missing before “or” at column 7"),
    ("()", "a group or a quoted term is missing before “)” at column 2"),
    ("(rl", "the bracket at column 1 is not closed"),
    ("rl)", "the bracket at column 3 was never opened"),
    ("\"ü\" and (", "a group or a quoted term is missing at the end, column 10"),
    ("rl and \"x", "the quote at column 8 is not closed"),
    ("\"\"", "there is no word in the term: write at least one (column 1)"),
    ("rl and \"a*b\"", "* stands inside the term: it may only be its first or last character (column 8)"),
  ])
  func `a faulty expression names the column`(expression: String, message: String) {
    let groups = ["rl", "vision"].map { Rules.Group(name: $0, any: [$0]) }
    #expect(faults(of: Rules(groups: groups, require: expression)) == ["require: \(message)"])
    let section = Rules.SectionRule(name: "S", when: expression)
    #expect(faults(of: Rules(groups: groups, sections: [section])) == ["sections[0].when: \(message)"])
  }

  @Test(arguments: ["(", "not ", "not ("])
  func `deep nesting is refused, not followed`(part: String) {
    let deep = String(repeating: part, count: 100_000) + "rl"
    let found = faults(of: Rules(groups: [.init(name: "rl", any: ["x"])], require: deep))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("require: more than 50 brackets and nots are nested at column ") == true)
  }
}

struct RuleFaultTests {
  private static let points = "is no number of points: write one from -1000000 to 1000000"

  @Test(arguments: [
    (Rules(threshold: .nan), "threshold: nan \(points)"),
    (Rules(daily: 0), "daily: 0 a day would be none: write 1 or more, or leave it out for no limit"),
    (group { $0.points = .infinity }, "groups.g.points: inf \(points)"),
    (group { $0.title = .nan }, "groups.g.title: nan \(points)"),
    (group { $0.repeat = -.infinity }, "groups.g.repeat: -inf \(points)"),
    (group { $0.absent = 1e300 }, "groups.g.absent: 1e+300 \(points)"),
    (group { $0.max = .nan }, "groups.g.max: nan \(points)"),
    (
      group { $0.max = -1 },
      "groups.g.max: a limit below 0 would turn a find into a loss: use negative points instead"
    ),
    (group { $0.any = [] }, "groups.g.any: the group has no terms: write at least one"),
    (group { $0.name = "not" }, "groups.not: “not” is a word of the expressions: choose another name"),
    (
      group { $0.name = "RL" },
      "groups.RL: “RL” cannot stand in an expression: begin with a small letter, "
        + "then small letters, digits, - and _; did you mean “rl”?"
    ),
    (
      group { $0.name = "1a" },
      "groups.1a: “1a” cannot stand in an expression: begin with a small letter, "
        + "then small letters, digits, - and _"
    ),
    (
      Rules(groups: [.init(name: "g", any: ["a"]), .init(name: "g", any: ["b"])]),
      "groups.g: the name “g” is there twice: merge the two or rename one"
    ),
    (
      Rules(categories: [.init(name: "cs.C", points: 1)]),
      "categories.cs.C: “cs.C” is no category: write it like cs.CV"
    ),
    (Rules(categories: [.init(name: "cs.CV", points: .nan)]), "categories.cs.CV: nan \(points)"),
    (
      Rules(categories: [.init(name: "cs.IT", points: 1), .init(name: "math.IT", points: 1)]),
      "categories.math.IT: the category is there twice, as cs.IT: leave one out"
    ),
    (Rules(authors: .init(points: .nan)), "authors.points: nan \(points)"),
    (
      Rules(authors: .init(points: 1, follow: ["Ada Lovelace", " "])),
      "authors.follow[1]: the name of the author is empty: write it in full, as arXiv does"
    ),
    (
      Rules(sections: [.init(name: "A"), .init(name: "A")]),
      "sections[1].name: the name “A” is there twice: merge the two or rename one"
    ),
    (
      Rules(sections: [.init(name: " ")]),
      "sections[0].name: the section has no name: write the heading of the list"
    ),
  ])
  func `a faulty rule is named by its key path`(rules: Rules, fault: String) {
    #expect(faults(of: rules) == [fault])
  }

  @Test func `all faults come at once, in the order of the rules`() throws {
    let rules = Rules(
      threshold: .nan,
      groups: [.init(name: "g", points: .nan, any: ["", "a*b"]), .init(name: "h", any: [])],
      require: "g and x and y",
      veto: ["near(a)"],
      categories: [.init(name: "?", points: 1)],
      authors: .init(points: 1, follow: [""]),
      sections: [.init(name: "", when: "(")]
    )
    let error = #expect(throws: RuleFaults.self) { try Rulebook(rules) }
    #expect(
      error?.faults.map(\.path) == [
        "threshold", "groups.g.points", "groups.g.any[0]", "groups.g.any[1]", "groups.h.any",
        "require", "require", "veto[0]", "categories.?", "authors.follow[0]", "sections[0].name",
        "sections[0].when",
      ]
    )
    #expect(error?.description.split(separator: "\n").count == 12)
  }

  private static func group(_ change: (inout Rules.Group) -> Void) -> Rules {
    var group = Rules.Group(name: "g", points: 1, any: ["a"])
    change(&group)
    return Rules(groups: [group])
  }
}
