import HTTPTypes
import Testing
import TrackerHTTP
import TrackerTesting

@Suite("Pages")
struct PagingTests {
    @Test(
        "the header Link names the pages: next, prev, first, last",
        arguments: DatabaseKind.allCases
    )
    func link(on kind: DatabaseKind) async throws {
        let list = "<http://patches.test/api/1.2/patches/"
        let expected: [(String, String)] = [
            ("", "\(list)?page=1>; rel=\"first\", \(list)?page=1>; rel=\"last\""),
            (
                "?q=a,b&per_page=2",
                "\(list)?page=1&per_page=2&q=a%2Cb>; rel=\"first\", "
                    + "\(list)?page=1&per_page=2&q=a%2Cb>; rel=\"last\""
            ),
            (
                "?state=new&per_page=1&page=&state=2&a=",
                "\(list)?a=&page=2&per_page=1&state=new&state=2>; rel=\"next\", "
                    + "\(list)?a=&page=1&per_page=1&state=new&state=2>; rel=\"first\", "
                    + "\(list)?a=&page=3&per_page=1&state=new&state=2>; rel=\"last\""
            ),
            (
                "?page=2&per_page=2",
                "\(list)?per_page=2>; rel=\"prev\", \(list)?page=1&per_page=2>; rel=\"first\", "
                    + "\(list)?page=2&per_page=2>; rel=\"last\""
            ),
            (
                "?page=last&per_page=1",
                "\(list)?page=3&per_page=1>; rel=\"prev\", "
                    + "\(list)?page=1&per_page=1>; rel=\"first\", "
                    + "\(list)?page=4&per_page=1>; rel=\"last\""
            ),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (query, link) in expected {
                let answer = try await site.get("/api/1.2/patches/\(query)")
                #expect(answer.header("Link") == link, "\(query)")
            }
            let answer = try await site.get("/api/1.2/patches/").answer
            #expect(answer.headers.contains { $0.name.rawName == "Link" })
        }
    }

    @Test(
        "pages that are not there are not found; odd sizes are the standard size",
        arguments: DatabaseKind.allCases
    )
    func edges(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for page in ["0", "-1", "abc", "2", "5", "99999999999999999999", "9223372036854775807"]
            {
                for query in ["page=\(page)", "project=zzz&page=\(page)"] {
                    let answer = try await site.get("/api/patches/?\(query)")
                    #expect(answer.status == 404, "\(query)")
                    #expect(answer.text == #"{"detail":"Invalid page."}"#)
                }
            }
            for size in ["0", "-3", "abc", "", "1000", "99999999999999999999"] {
                #expect(try await site.ids("/api/patches/?per_page=\(size)") == [1, 2, 3, 4])
            }
            #expect(try await site.ids("/api/patches/?per_page=3") == [1, 2, 3])
            #expect(try await site.ids("/api/patches/?per_page=3&page=2") == [4])
            #expect(try await site.ids("/api/patches/?project=zzz&page=last") == [])
        }
    }
}
