extension PatchState {
    /// How a client may write the name of a state: `Under Review`, ` under  review`, `UNDER-REVIEW`
    /// all become `under-review` (rest-api, section 8.1).
    ///
    /// - Parameter text: What the client wrote.
    /// - Returns: Letters, digits and underscores in lower case, with one hyphen for each run of
    ///   white space and hyphens between them.
    package static func slug(of text: String) -> String {
        var slug = ""
        for scalar in text.lowercased().unicodeScalars {
            if scalar == "-" || scalar.properties.isWhitespace {
                if slug.last != "-", !slug.isEmpty { slug.append("-") }
            } else if scalar == "_" || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil
            {
                slug.unicodeScalars.append(scalar)
            }
        }
        if slug.last == "-" { slug.removeLast() }
        return slug
    }
}
