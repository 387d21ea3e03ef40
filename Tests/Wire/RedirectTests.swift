import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct RedirectTests {
  @Test(arguments: [
    ("http://a.org/x", "http://a.org/y", true),
    ("http://a.org/x", "https://a.org/x", true),
    ("http://export.arxiv.org/x", "https://rss.arxiv.org/y", true),
    ("https://arxiv.org/x", "https://EXPORT.arxiv.org./y", true),
    ("https://a.org/x", "//b.a.org/y", true),
    ("https://a.org/x", "?page=2", true),
    ("http://a.org/x", "http://a.org:8080/x", true),
    ("http://127.0.0.1/x", "http://127.0.0.1:99/y", true),
    ("http://[::1]/x", "http://[::1]:99/y", true),
    ("http://localhost/x", "/y", true),
    ("https://a.org/x", "http://a.org/x", false),
    ("https://a.org/x", "//evil.org/x", false),
    ("https://a.org/x", "https://a.org.evil.net/x", false),
    ("https://a.org/x", "https://evila.org/x", false),
    ("https://a.org/x", "https://a.org@evil.net/x", false),
    ("https://a.org/x", "https://user:pass@a.org/x", false),
    ("http://127.0.0.1/x", "http://10.0.0.1/x", false),
    ("http://1.2.0.1/x", "http://9.9.0.1/x", false),
    ("http://127.0.0.1/x", "http://localhost/x", false),
    ("http://localhost/x", "http://a.localhost/x", false),
    ("http://a.org/x", "http://2130706433/x", false),
    ("http://[::1]/x", "http://[::2]/x", false),
    ("http://org/x", "http://a.org/x", false),
    ("http://a.org/x", "file:///etc/passwd", false),
    ("http://a.org/x", "ftp://a.org/x", false),
    ("http://a.org/x", "javascript:alert(1)", false),
  ]) func `a redirect stays in its domain and does not give up https`(
    from: String,
    location: String,
    isFollowed: Bool
  ) throws {
    let start = try WebAddress(from)
    do throws(WireError) {
      try RedirectTrail.check(from: start, to: start.resolving(location))
      #expect(isFollowed)
    } catch {
      #expect(!isFollowed && error.isRedirect, "\(error)")
    }
  }

  @Test(arguments: [
    ("y", "http://a.org/b/y"), ("/y?z=1#part", "http://a.org/y?z=1"), ("../y", "http://a.org/y"),
    ("?q", "http://a.org/b/c?q"), ("//c.org", "http://c.org/"), ("/a b/é", "http://a.org/a%20b/%c3%a9"),
  ]) func `a Location may be relative and need not be tidy`(location: String, target: String) throws {
    let resolved = try WebAddress("http://a.org/b/c?d#e").resolving(location).text
    #expect(resolved.lowercased() == target)
  }

  @Test(arguments: [
    (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"),
    (308, "POST", "POST"),
    (302, "GET", "GET"), (303, "PUT", "GET"), (301, "PUT", "PUT"), (303, "HEAD", "HEAD"),
  ]) func `the method after a redirect is what browsers send`(status: Int, method: String, next: String)
    throws
  {
    var trail = try RedirectTrail(
      WireRequest(
        "http://a.org/x",
        method: method,
        headers: [("Content-Type", "a/b"), ("X", "y")],
        body: [1]
      )
    )
    #expect(try trail.follow(WireResponse(status: status, headers: [("Location", "/y")])))
    #expect(trail.request.method == next)
    let keepsBody = method == next && method != "GET" && method != "HEAD"
    if keepsBody {
      #expect(trail.request.body == [1])
      #expect(trail.request.headers.map(\.name) == ["Content-Type", "X"])
    } else if method != next {
      #expect(trail.request.body == nil)
      #expect(trail.request.headers.map(\.name) == ["X"])
    }
  }

  @Test(arguments: [
    ("https://a.org/y", true), ("https://a.org:444/y", false), ("https://b.a.org/y", false),
  ]) func `credentials stay with their origin`(location: String, isKept: Bool) throws {
    let headers = [
      (name: "Authorization", value: "secret"), (name: "cookie", value: "c"), (name: "X", value: "y"),
    ]
    var trail = try RedirectTrail(WireRequest("https://a.org/x", headers: headers))
    #expect(try trail.follow(WireResponse(status: 307, headers: [("Location", location)])))
    #expect(trail.request.headers.map(\.name) == (isKept ? ["Authorization", "cookie", "X"] : ["X"]))
  }

  @Test(arguments: [200, 300, 304, 305, 306, 404, 500]) func `other statuses are not redirects`(status: Int)
    throws
  {
    var trail = try RedirectTrail(WireRequest("https://a.org/x", redirects: .refuse))
    #expect(try !trail.follow(WireResponse(status: status, headers: [("Location", "/y")])))
  }

  @Test func `a redirect on the same host is followed and says where it led`() async throws {
    let server = try ScriptedServer { request in
      switch request.path {
      case "/": [reply("301 Moved", ["Location: /one#part", "X: first"], text: "elsewhere")]
      case "/one": [reply("307 Moved", ["Location: two?a=1"])]
      default: [reply("200 OK", ["X: last"], text: "here")]
      }
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url()))
    #expect(response.text == "here" && response.header("x") == "last")
    #expect(response.url == server.url("/two?a=1"))
    #expect(server.connections == 1)
  }

  @Test func `what leads nowhere is an error`() async throws {
    let server = try ScriptedServer { request in
      switch request.path {
      case "/circle": [reply("302 Found", ["Location: /circle"])]
      case "/nowhere": [reply("302 Found")]
      case "/other": [reply("302 Found", ["Location: http://localhost/"])]
      case "/file": [reply("302 Found", ["Location: file:///etc/passwd"])]
      default: [reply("302 Found", ["Location: \(request.path)x"])]
      }
    }
    let loop = CurlLoop.forTests
    #expect(await loop.failure(WireRequest(server.url("/circle"))) == .redirect("in a circle"))
    #expect(await loop.failure(WireRequest(server.url("/"))) == .redirect("more than 3 times"))
    for path in ["/nowhere", "/other", "/file"] {
      #expect(await loop.failure(WireRequest(server.url(path)))?.isRedirect == true)
    }
    #expect(await loop.failure(WireRequest(server.url("/"), redirects: .refuse))?.isRedirect == true)
    #expect(server.requests.filter { $0.path.hasPrefix("/x") }.map(\.path) == ["/x", "/xx", "/xxx"])
  }

  @Test func `a form that is answered by 303 at its own address is no circle`() async throws {
    let server = try ScriptedServer { request in
      request.head.hasPrefix("POST") ? [reply("303 See Other", ["Location: /"])] : [reply(text: "done")]
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url(), method: "POST", body: [0x61]))
    #expect(response.text == "done")
    #expect(server.requests.map(\.body) == ["a", ""])
  }
}
