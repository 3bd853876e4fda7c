/// Lines that programs write between the files of a diff.
extension ArraySlice<UInt8> {
    /// `index 3b18e51..ce01362 100644` and the other lines that git adds to a file header.
    var isExtendedHeader: Bool {
        switch first {
        case UInt8(ascii: "o"): hasPrefix("old mode ")
        case UInt8(ascii: "n"): hasPrefix("new mode ") || hasPrefix("new file mode ")
        case UInt8(ascii: "d"): hasPrefix("deleted file mode ") || hasPrefix("dissimilarity index ")
        case UInt8(ascii: "c"): hasPrefix("copy from ") || hasPrefix("copy to ")
        case UInt8(ascii: "r"): hasPrefix("rename from ") || hasPrefix("rename to ")
        case UInt8(ascii: "s"): hasPrefix("similarity index ")
        case UInt8(ascii: "i"): hasPrefix("index ")
        // Of merges.
        case UInt8(ascii: "m"): hasPrefix("mode ")
        default: false
        }
    }

    /// `Binary files a/x and b/x differ`, and Mercurial's `Binary file x has changed`.
    var isBinaryNotice: Bool {
        guard first == UInt8(ascii: "B"), hasPrefix("Binary file") else { return false }
        let line = withoutCarriageReturn
        return line.hasPrefix("Binary files ") && line.suffix(7).hasPrefix(" differ")
            || line.hasPrefix("Binary file ") && line.suffix(12).hasPrefix(" has changed")
    }

    /// What Subversion and CVS write between `Index: ` and `--- `.
    var isRevisionHeader: Bool {
        hasPrefix("===") || hasPrefix("RCS file: ") || hasPrefix("retrieving revision ")
    }

    /// A line of a mail with CRLF, without the CR.
    var withoutCarriageReturn: ArraySlice<UInt8> { last == .carriageReturn ? dropLast() : self }
}
