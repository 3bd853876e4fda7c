/// Which Patchbay this is.
package enum PatchbayVersion {
    package static let text = "0.1.0"
}
