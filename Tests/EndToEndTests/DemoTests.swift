import Foundation
import Testing
import TrackerTesting

@Suite("The demo") struct DemoTests {
    @Test("shows both projects and every kind of series, and leaves nothing behind")
    func demo() async throws {
        try await Site.with(.sqlite) { site in
            let process = try site.start(["demo", "--port", "0"])
            do {
                let server = RunningServer(process: process)
                try await server.waitUntilReady()
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: site.temporary).count == 1
                )
                try await check(server)
            } catch {
                process.send(SIGKILL)
                _ = try? await process.wait()
                throw error
            }
            process.send(SIGTERM)
            let ending = try await process.wait(atMost: .seconds(60))
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.text.contains("Ctrl-C ends it and removes everything."))
            #expect(try FileManager.default.contentsOfDirectory(atPath: site.temporary) == [])
            #expect(!FileManager.default.fileExists(atPath: "\(site.folder)/.local"))
        }
    }

    private func check(_ server: RunningServer) async throws {
        let projects = try await server.get("/api/projects/").objects()
        #expect(projects.compactMap { $0["link_name"] as? String } == ["lantern", "quay"])
        let series = try await server.get("/api/series/?per_page=250&order=id").objects()
        let versions = series.filter {
            ($0["name"] as? String) == "irq: wick-intc: Stop losing edges"
        }
        #expect(versions.compactMap { $0["version"] as? Int } == [1, 2, 3])
        #expect(series.contains { $0["received_all"] as? Bool == false })
        #expect(series.contains { $0["cover_letter"] is [String: Any] })
        #expect(series.contains { $0["cover_letter"] is NSNull && $0["total"] as? Int ?? 0 > 1 })
        let patches = try await server.get("/api/patches/?per_page=250&order=id").objects()
        #expect(patches.contains { $0["pull_url"] is String })
        #expect(
            Set(patches.compactMap { ($0["project"] as? [String: Any])?["link_name"] as? String })
                == ["lantern", "quay"]
        )
        for patch in patches {
            let id = try #require(patch["id"] as? Int)
            #expect(try await server.get("/api/patches/\(id)/").status == 200)
            let place = try #require(try await server.get("/patch/\(id)/").header("Location"))
            #expect(try await server.get(place).status == 200)
        }
        let front = try await server.get("/")
        #expect(front.status == 200)
        #expect(front.text.contains("Quay build system"))
    }
}
