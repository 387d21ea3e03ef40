import Papers
import Testing

@Suite struct `A category` {
  @Test(arguments: [
    ("cs.CV", "cs.CV"), ("CS.cv", "cs.CV"), ("math.IT", "cs.IT"), ("stat.TH", "math.ST"),
    ("cs.SY", "eess.SY"),
    ("hep-th", "hep-th"), ("physics.optics", "physics.optics"), ("cond-mat.mes-hall", "cond-mat.mes-hall"),
    ("astro-ph.GA", "astro-ph.GA"), ("math-ph", "math-ph"), ("math.MP", "math-ph"),
  ])
  func `has one canonical name`(text: String, name: String) {
    #expect(Category(text)?.name == name)
  }

  @Test(arguments: ["", "53D10", "I.2.7", "53D10, 53D15", "cs.", "cs.C", ".CV", "H.5"])
  func `is not an ACM or MSC class`(text: String) {
    #expect(Category(text) == nil)
  }

  @Test(arguments: [
    ("cs.CV", "cs"), ("eess.AS", "eess"), ("math.IT", "cs"), ("hep-th", "physics:hep-th"),
    ("astro-ph.GA", "physics:astro-ph"), ("physics.optics", "physics:physics"), ("q-bio.NC", "q-bio"),
  ])
  func `belongs to an OAI-PMH set`(text: String, set: String) {
    #expect(Category(text)?.archiveSet == set)
  }
}
