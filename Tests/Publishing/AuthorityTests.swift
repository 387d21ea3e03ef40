import Papers
import Publishing
import Testing

@Suite struct `A tag authority` {
  @Test(arguments: [
    ("example.org,2026", "2026-01-01"), ("example.org,2026-05", "2026-05-01"),
    ("example.org,2026-05-30", "2026-05-30"), ("localhost,2026", "2026-01-01"),
    ("Sub-1.Example.org,1999", "1999-01-01"), ("a@example.org,2026", "2026-01-01"),
    ("ada.b_c-d@example.org,2024-02-29", "2024-02-29"), ("1.example,2026", "2026-01-01"),
  ])
  func `is a name and a day`(text: String, day: String) throws {
    let authority = try #require(TagAuthority(text))
    #expect(authority.text == text)
    #expect(authority.day.description == day)
  }

  @Test(arguments: [
    "", ",", "example.org", "example.org,", ",2026", "example.org,26", "example.org,2026,",
    "example.org,20260",
    "example.org,2026-5", "example.org,2026-13", "example.org,2026-02-30", "example.org,2026-05-",
    "example.org,20260530", "example.org, 2026", " example.org,2026", "example.org,2026 ",
    "example.org:80,2026",
    "https://example.org,2026", "example.org/a,2026", "exämple.org,2026", "example.org,２０２６",
    "@example.org,2026", "a@,2026", "a@b@example.org,2026", "example..org,2026", ".example.org,2026",
    "example.org.,2026", "-example.org,2026", "example-.org,2026", "exa_mple.org,2026", "a@exa_mple.org,2026",
  ])
  func `is nothing else`(text: String) {
    #expect(TagAuthority(text) == nil)
  }
}
