import Testing

@testable import PatchParsing

@Suite("Comments that follow the code")
struct CommentCarryTests {
    /// A diff of one file, from the lines of its hunk.
    private func diff(_ lines: String, path: String = "fs/write.c", start: Int = 10) -> String {
        let lines = lines.split(separator: "\n", omittingEmptySubsequences: false)
        let old = lines.filter { !$0.hasPrefix("+") }.count
        let new = lines.filter { !$0.hasPrefix("-") }.count
        return """
            diff --git a/\(path) b/\(path)
            index 1..2 100644
            --- a/\(path)
            +++ b/\(path)
            @@ -\(start),\(old) +\(start),\(new) @@ static int write(void)
            \(lines.joined(separator: "\n"))

            """
    }

    private static let base = """
         int write_range(struct inode *inode)
         {
        -	int err = 0;
        +	int err = prepare(inode);
        +	if (err)
        +		return err;
         	lock_pages(inode);
        +	err = allocate(inode, GFP_NOFS);
         	unlock_pages(inode);
         	return err;
        """

    /// `status patch: text of the line`, with `!` where it is touched.
    private func carried(
        _ text: String,
        from old: [String],
        to new: [String],
        pairs: [(old: Int?, new: Int?)] = [(old: 0, new: 0)],
        above: Int = 0
    ) -> String {
        let (olds, news) = (old.map { DiffLayout($0) }, new.map { DiffLayout($0) })
        let carry = CommentCarry(from: olds, to: news, pairs: pairs)
        for (patch, layout) in olds.enumerated() {
            for line in layout.lines.indices
            where String(decoding: layout.text(of: line), as: UTF8.self).hasPrefix(text) {
                let place = CarriedComment.Place(patch: patch, line: line)
                let comment = carry.comment(on: place, quotedFrom: line - above)
                let sign = comment.isTouched ? "!" : ""
                guard let target = comment.place else { return "\(comment.status)\(sign)" }
                let found = String(
                    decoding: news[target.patch].text(of: target.line),
                    as: UTF8.self
                )
                return "\(comment.status)\(sign) \(target.patch): \(found)"
            }
        }
        return "no such line"
    }

    @Test("in the same patch every comment is kept and untouched at its line")
    func identity() {
        let text =
            diff(Self.base) + diff(" }\n+}\n+}\n }\n-\n", path: "b.c") + diff("+}") + diff("+}")
            + "Binary files a and b differ\n"
        let layout = DiffLayout(text)
        let carry = CommentCarry(from: layout, to: layout)
        for line in layout.lines.indices {
            let place = CarriedComment.Place(patch: 0, line: line)
            let comment = carry.comment(on: place, quotedFrom: 0)
            #expect(comment.status == .kept, "line \(line)")
            #expect(!comment.isTouched, "line \(line)")
            guard DiffLayout.codeKinds.contains(layout.lines[line].kind) else { continue }
            #expect(comment.place == place)
        }
    }

    @Test("other numbers, and lines around it, leave a comment where it is")
    func kept() {
        let longer = "+\ttrace(inode);\n+\ttrace_more(inode);\n"
        let new = Self.base.replacing(" \tlock_pages", with: "\(longer) \tlock_pages")
        let old = [diff(Self.base)]
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(new, start: 400)], above: 1)
                == "kept 0: +\terr = allocate(inode, GFP_NOFS);"
        )
        // A line that is quoted with it has changed.
        let other = Self.base.replacing(
            "lock_pages(inode);\n+\terr",
            with: "lock_all(inode);\n+\terr"
        )
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(other)], above: 1)
                == "kept! 0: +\terr = allocate(inode, GFP_NOFS);"
        )
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(other)])
                == "kept 0: +\terr = allocate(inode, GFP_NOFS);"
        )
        // Only its blanks have changed.
        let indented = Self.base.replacing("+\terr = allocate", with: "+\t\terr  = allocate")
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(indented)])
                == "kept! 0: +\t\terr  = allocate(inode, GFP_NOFS);"
        )
        // It is there without this patch now.
        let rebased = Self.base.replacing("+\terr = allocate", with: " \terr = allocate")
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(rebased)])
                == "kept 0:  \terr = allocate(inode, GFP_NOFS);"
        )
    }

    @Test("a changed line is outdated, and stands at what it has become")
    func outdated() {
        let old = [diff(Self.base)]
        let new = Self.base.replacing("GFP_NOFS", with: "GFP_KERNEL")
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(new)])
                == "outdated! 0: +\terr = allocate(inode, GFP_KERNEL);"
        )
        // It was taken out.
        let shorter = Self.base.replacing("+\terr = allocate(inode, GFP_NOFS);\n", with: "")
        #expect(
            carried("+\terr = allocate", from: old, to: [diff(shorter)])
                == "outdated! 0:  \tlock_pages(inode);"
        )
        // What was deleted stays now, and the other way round.
        let kept = Self.base.replacing("-\tint err = 0;", with: " \tint err = 0;")
        #expect(
            carried("-\tint err", from: old, to: [diff(kept)]) == "outdated! 0:  \tint err = 0;"
        )
        let deleted = Self.base.replacing(" \tunlock", with: "-\tunlock")
        #expect(
            carried(" \tunlock", from: old, to: [diff(deleted)])
                == "outdated! 0: -\tunlock_pages(inode);"
        )
        // The file is there, but nothing of the place.
        let else_ = diff(" void other(void)\n {\n+\tother_things();\n }\n")
        #expect(
            carried("+\terr = allocate", from: old, to: [else_])
                == "outdated! 0: diff --git a/fs/write.c b/fs/write.c"
        )
    }

    @Test("a line moves within its file, and to a file of another name")
    func moved() {
        let block = "+\terr = allocate(inode, GFP_NOFS);\n"
        let new = Self.base.replacing(block, with: "").replacing(" {\n", with: " {\n\(block)")
        #expect(
            carried("+\terr = allocate", from: [diff(Self.base)], to: [diff(new)])
                == "moved! 0: +\terr = allocate(inode, GFP_NOFS);"
        )
        let renamed = diff(Self.base, path: "fs/old.c").replacing(
            "b/fs/old.c",
            with: "b/fs/write.c"
        )
        .replacing("index 1..2 100644", with: "rename from fs/old.c\nrename to fs/write.c")
        let before = diff(Self.base, path: "fs/old.c")
        for text in ["+\terr = allocate", " \tunlock", "-\tint err"] {
            #expect(carried(text, from: [before], to: [renamed]).hasPrefix("moved 0: \(text)"))
        }
        #expect(
            carried("+\terr = all", from: [diff(Self.base, path: "a.c")], to: [diff(Self.base)])
                == "moved 0: +\terr = allocate(inode, GFP_NOFS);"
        )
    }

    @Test("what another patch of the series has now is found there")
    func split() {
        let first = Self.base.replacing("+\terr = allocate(inode, GFP_NOFS);\n", with: "")
        let second = """
             	lock_pages(inode);
            +	err = allocate(inode, GFP_NOFS);
             	unlock_pages(inode);
            """
        let other = diff(" a\n+b\n", path: "other.c")
        let found = carried(
            "+\terr = allocate",
            from: [diff(Self.base)],
            to: [diff(first), other, diff(second)]
        )
        #expect(found == "moved 2: +\terr = allocate(inode, GFP_NOFS);")
        // Its patch is no more, and another one has taken it in.
        let joined = carried(
            "+\terr = allocate",
            from: [other, diff(Self.base)],
            to: [other + diff(Self.base)],
            pairs: [(old: 0, new: 0), (old: 1, new: nil)],
            above: 2
        )
        #expect(joined == "moved 0: +\terr = allocate(inode, GFP_NOFS);")
    }

    @Test("without its file or patch a comment is gone")
    func gone() {
        let other = diff(" a\n+b\n", path: "other.c")
        let old = [diff(Self.base)]
        #expect(carried("+\terr = all", from: old, to: [other]) == "gone!")
        #expect(carried("+\terr = all", from: old, to: [], pairs: [(old: 0, new: nil)]) == "gone!")
        #expect(carried("@@", from: old, to: [other]) == "gone!")
        #expect(carried("+++", from: old, to: [other]) == "gone!")
        let nothing = CommentCarry(from: DiffLayout(""), to: DiffLayout(""))
        for line in [-1, 0, 7, .max] {
            let place = CarriedComment.Place(patch: line, line: line)
            #expect(nothing.comment(on: place, quotedFrom: .min) == .gone)
        }
        // Numbers that are in no array.
        let layout = DiffLayout(diff(Self.base))
        let odd = CommentCarry(
            from: [layout],
            to: [layout],
            pairs: [(old: 4, new: 0), (old: 0, new: -1), (old: nil, new: 0)]
        )
        let place = CarriedComment.Place(patch: 0, line: 8)
        #expect(odd.comment(on: place, quotedFrom: .max).place == place)
    }

    @Test("hunk headers and names go with what they head")
    func headers() {
        let new = diff(Self.base, start: 300)
        #expect(
            carried("@@", from: [diff(Self.base)], to: [new])
                == "kept 0:  int write_range(struct inode *inode)"
        )
        #expect(carried("+++ b", from: [diff(Self.base)], to: [new]) == "kept 0: +++ b/fs/write.c")
    }

    @Test("of many equal lines the neighbours decide")
    func duplicates() {
        func steps(_ names: [String]) -> String {
            names.map { "+\tstep_\($0)();\n+\tif (err)\n+\t\tgoto out;\n" }.joined()
                + " \treturn 0;"
        }
        let old = DiffLayout(diff(steps(["a", "b", "c", "d", "e"])))
        let new = DiffLayout(diff(steps(["new", "a", "c", "x", "d", "e"])))
        let carry = CommentCarry(from: old, to: new)
        func text(_ line: Int, _ layout: DiffLayout) -> String {
            String(decoding: layout.text(of: line), as: UTF8.self)
        }
        for name in ["a", "c", "d", "e"] {
            guard
                let step = old.lines.indices.first(where: { text($0, old).contains("step_\(name)") }
                )
            else { continue }
            for distance in 0...2 {
                let place = CarriedComment.Place(patch: 0, line: step + distance)
                let comment = carry.comment(on: place, quotedFrom: step)
                #expect(comment.status == .kept)
                // The step below another one may be new.
                #expect(comment.isTouched == false || distance == 2)
                let line = comment.place?.line ?? 0
                #expect(text(line - distance, new).contains("step_\(name)"))
            }
        }
        #expect(
            carried(
                "+\tstep_b",
                from: [diff(steps(["a", "b", "c"]))],
                to: [diff(steps(["a", "c"]))]
            )
            .hasPrefix("outdated! 0: ")
        )
    }

    @Test("equal lines without end are dealt with in a moment")
    func hostile() {
        let one = diff(String(repeating: "+\tif (err)\n", count: 20_000))
        let two = diff(String(repeating: "+\tif (err)\n+\tif (other)\n", count: 15_000))
        let crossed = diff((0..<20_000).map { "+line\($0)\n" }.joined())
        let reversed = diff((0..<20_000).reversed().map { "+line\($0)\n" }.joined())
        for (old, new) in [(one, two), (two, one), (crossed, reversed), (one, crossed)] {
            let layout = DiffLayout(old)
            let carry = CommentCarry(
                from: [layout, layout],
                to: [DiffLayout(new)],
                pairs: [(0, 0), (1, 0)]
            )
            for line in stride(from: 0, to: layout.lines.count, by: 50) {
                for patch in [0, 1] {
                    let place = CarriedComment.Place(patch: patch, line: line)
                    let comment = carry.comment(on: place, quotedFrom: 0)
                    #expect((comment.place == nil) == (comment.status == .gone))
                }
            }
        }
    }
}
