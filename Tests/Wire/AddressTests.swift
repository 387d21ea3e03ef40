import Testing

@testable import Wire

@Suite struct AddressTests {
  @Test(arguments: [
    "https://example.org/", "http://127.0.0.1:8080/a?b=c", "https://[::1]/", "https://müller.example/hook",
    "https://日本語.example:8443/", "HTTPS://u:p@Example.ORG/",
  ]) func `What can be dialled is no fault`(text: String) throws {
    try WireRequest.check(text)
  }

  @Test(arguments: [
    "", "example.org", "ftp://example.org/", "http://h:99999/", "https://h/ho ok", "https://h/ho\nok",
    "https://",
    "https://ü-.example/", "https://a\u{202E}b.example/", "https://example.org/\u{0}",
    "https://\(String(repeating: "ü", count: 64)).example/",
  ]) func `What can never be dialled is one`(text: String) {
    let error = #expect(throws: WireError.self) { try WireRequest.check(text) }
    guard case .invalidURL(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("99999"))
  }

  @Test(arguments: [
    ("https://müller.example/hook", "https://xn--mller-kva.example/hook"),
    ("https://MÜLLER.example:8443/", "https://xn--mller-kva.example:8443/"),
    ("https://straße.example/", "https://xn--strae-oqa.example/"),
    ("https://%C3%BC.example/", "https://xn--tda.example/"),
    ("https://u:p@müller.example/?q=1", "https://u:p@xn--mller-kva.example/?q=1"),
    ("https://xn--mller-kva.example/", "https://xn--mller-kva.example/"),
  ]) func `A host outside ASCII is dialled by its other name`(text: String, dialled: String) throws {
    #expect(try WebAddress(text).text == dialled)
  }

  @Test func `A redirect to a host outside ASCII is judged by its other name`() throws {
    let address = try WebAddress("https://xn--mller-kva.example/")
    #expect(try address.resolving("https://www.müller.example/x").host == "www.xn--mller-kva.example")
  }

  @Test func `So is that of a mail server`() throws {
    #expect(
      try MailServer("smtps://post.müller.example").description == "smtps://post.xn--mller-kva.example:465"
    )
    #expect(throws: WireError.self) { try MailServer("smtps://ü-.example") }
  }

  @Test(
    arguments: [
      ("müller.de", "xn--mller-kva.de"), ("MÜLLER.de", "xn--mller-kva.de"),
      ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
      ("example.org", "example.org"), ("ü-.de", nil), ("a b", nil), ("", nil), ("ü/x", nil), ("ü:1", nil),
      ("ü@x", nil),
      ("ü\u{0}", nil), ("ü#x", nil), ("ü?x", nil),
    ] as [(String, String?)]
  ) func `The name of a host is told in ASCII`(name: String, ascii: String?) {
    #expect(asciiHostName(name) == ascii)
  }
}
