import Foundation
import Testing
import TrackerTesting

@Suite("XML-RPC: Python's client") struct XMLRPCPythonTests {
    /// What a script of a maintainer does; each line of output is one result.
    private static let script = """
        import sys, xmlrpc.client
        plain = xmlrpc.client.ServerProxy("http://127.0.0.1:%s/xmlrpc/" % sys.argv[1])
        maud = xmlrpc.client.ServerProxy("http://maud:password%%20of%%20maud@127.0.0.1:%s/xmlrpc/" % sys.argv[1])
        print(plain.pw_rpc_version())
        print([project["linkname"] for project in plain.project_list("wid")])
        print([(patch["id"], patch["state"]) for patch in plain.patch_list({"name__icontains": "TURN"})])
        print(maud.patch_set(1, {"state": 2, "commit_ref": "abc"}))
        print(plain.patch_list({"state_id": 2})[0]["commit_ref"])
        print(maud.check_create(1, "ci", "success", "https://ci.example.org/1", "fine"))
        print([(check["context"], check["user"]) for check in plain.check_list({"patch_id": 1})])
        print(plain.patch_check_get(1)["state"])
        print(plain.patch_get(5)["name"])
        print(plain.patch_list({"date__gt": xmlrpc.client.DateTime("20260303T11:32:00")})[0]["id"])
        try:
            plain.patch_set(1, {"state": 1})
        except xmlrpc.client.Fault as fault:
            print(fault.faultCode, fault.faultString)
        sys.stdout.write(plain.patch_get_mbox(1))
        """

    @Test("it reads, changes, and git takes the patch", arguments: DatabaseKind.allCases)
    func session(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.makeAccounts()
            try await site.serve { server in
                let path = "\(site.folder)/session.py"
                try Data(Self.script.utf8).write(to: URL(fileURLWithPath: path))
                let ending = try await site.tool(["python3", "-X", "utf8", path, "\(server.port)"])
                try #require(ending.status == 0, "\(ending.errors)")
                var lines = ending.text.components(separatedBy: "\n")
                #expect(
                    Array(lines.prefix(11)) == [
                        "[1, 3, 0]", "['widget']",
                        "[(1, 'New'), (2, 'New'), (3, 'New'), (4, 'New')]", "True", "abc", "True",
                        "[('ci', 'maud')]", "success", "widget: prüfe the end", "5",
                        "1 No authentication credentials given",
                    ]
                )
                lines.removeFirst(11)
                let repository = try await TestRepository(in: site.folder, files: TestThread.files)
                try await repository.applyMails(Array(lines.joined(separator: "\n").utf8))
                #expect(try repository.files()["handle.c"] == "start\nturns\nend\n")
            }
        }
    }
}
