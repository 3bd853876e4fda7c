import Foundation

/// A server that a test has started.
struct RunningServer: Sendable {
    let process: ChildProcess

    private var client: HTTPClient {
        get throws { HTTPClient(port: try port) }
    }

    /// The port that it says, once it listens.
    var port: Int {
        get throws {
            let words = process.prints.split { $0.isWhitespace || $0 == "/" }
            guard let address = words.first(where: { $0.hasPrefix("127.0.0.1:") }),
                let port = Int(address.dropFirst("127.0.0.1:".count))
            else { throw ChildProcess.Failure(description: "no port in: \(process.prints)") }
            return port
        }
    }

    /// Where it takes in mail, as Postfix writes it behind `lmtp:`.
    var lmtp: String {
        get throws {
            let words = process.prints.split { $0.isWhitespace }
            guard let place = words.first(where: { $0.hasPrefix("lmtp:") }) else {
                throw ChildProcess.Failure(description: "no LMTP in: \(process.prints)")
            }
            return String(place.dropFirst("lmtp:".count))
        }
    }

    /// Waits until the API answers.
    func waitUntilReady(atMost limit: Duration = .seconds(120)) async throws {
        let deadline = ContinuousClock.now + limit
        while true {
            do {
                if try await get("/api/").status == 200 { return }
            } catch {
                guard ContinuousClock.now < deadline else { throw error }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func get(_ target: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await client.send("GET", target, headers: headers)
    }

    func get(_ target: String, token: String) async throws -> HTTPAnswer {
        try await get(target, headers: ["Authorization": "Token \(token)"])
    }

    func send(
        _ method: String,
        _ target: String,
        headers: [String: String] = [:],
        body: String = ""
    ) async throws -> HTTPAnswer {
        try await client.send(method, target, headers: headers, body: body)
    }
}
