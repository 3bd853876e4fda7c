package import TrackerHTTP
package import TrackerStore
package struct WebRoutes: Sendable {
    package init(store: Store, signIn: SignIn) {}
    package func answer(to request: Request) async -> Answer { .text("not yet", type: "text/plain") }
}
