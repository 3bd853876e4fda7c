package import TrackerHTTP
package import TrackerStore
package struct RESTRoutes: Sendable {
    package init(store: Store, signIn: SignIn) {}
    package func answer(to request: Request) async -> Answer? { nil }
}
