/// The rules of a topic as the configuration writes them; nothing is checked before `Rulebook` compiles them.
package struct Rules: Sendable, Equatable {
  /// A candidate has at least this score.
  package var threshold: Double
  /// At most the best so many of an announcement day join the queue. A matter of admission, not of the score.
  package var daily: Int?
  /// In the order of the file, which is the order of the reasons.
  package var groups: [Group]
  /// An expression over group names and quoted terms; nil or blank holds always.
  package var require: String?
  package var veto: [String]
  package var categories: [CategoryRule]
  package var authors: Followed?
  package var sections: [SectionRule]

  package init(
    threshold: Double = 0,
    daily: Int? = nil,
    groups: [Group] = [],
    require: String? = nil,
    veto: [String] = [],
    categories: [CategoryRule] = [],
    authors: Followed? = nil,
    sections: [SectionRule] = []
  ) {
    self.threshold = threshold
    self.daily = daily
    self.groups = groups
    self.require = require
    self.veto = veto
    self.categories = categories
    self.authors = authors
    self.sections = sections
  }
}

extension Rules {
  /// Terms that mean one thing. The group is found when any of them is.
  package struct Group: Sendable, Equatable {
    package var name: String
    package var points: Double
    /// Once more, when a term is found in the title.
    package var title: Double
    /// For each distinct term found beyond the first.
    package var `repeat`: Double
    /// What a found group gives at most; nil sets no limit.
    package var max: Double?
    /// When no term is found.
    package var absent: Double
    package var any: [String]

    package init(
      name: String,
      points: Double = 0,
      title: Double = 0,
      repeat: Double = 0,
      max: Double? = nil,
      absent: Double = 0,
      any: [String] = []
    ) {
      self.name = name
      self.points = points
      self.title = title
      self.repeat = `repeat`
      self.max = max
      self.absent = absent
      self.any = any
    }
  }

  /// Points for a paper that is listed in a category.
  package struct CategoryRule: Sendable, Equatable {
    package var name: String
    package var points: Double

    package init(name: String, points: Double) {
      self.name = name
      self.points = points
    }
  }

  /// Points, once, for a paper by any of these authors.
  package struct Followed: Sendable, Equatable {
    package var points: Double
    package var follow: [String]

    package init(points: Double = 0, follow: [String] = []) {
      self.points = points
      self.follow = follow
    }
  }

  /// A section of the list; the first whose `when` holds takes the paper.
  package struct SectionRule: Sendable, Equatable {
    package var name: String
    /// nil or blank holds always.
    package var when: String?

    package init(name: String, when: String? = nil) {
      self.name = name
      self.when = when
    }
  }
}
