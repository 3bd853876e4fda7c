import TrackerModel
import TrackerStore

extension AccessSite {
    func account(_ username: String) async throws -> Account? {
        try await store.passwordHolder(username: username)?.account
    }
}
