/// Quay: a series of five patches with a cover letter.
enum QuayReproducibleSeries {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 0/5] Reproducible images
        Date: Fri, 02 Oct 2026 11:20:33 +0530
        Message-ID: <20261002055033.11502-1-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        Two people who build the same commit get two different images. So nobody
        can check whether an image on the download server is what it claims to be.

        There are four reasons, and each patch removes one: the time of the build,
        the order of files, the user who built, and the build directory. The last
        patch tells how to check.

        Of our 214 packages, 9 can be reproduced today. With this series it is
        197, and most of the rest share one problem in their documentation.

        Priya Venkat (5):
          quay.mk: Export SOURCE_DATE_EPOCH
          mkimage: Sort the files before packing
          mkimage: Do not record the builder in the image
          packages/libember: Keep the build path out of the library
          docs: Explain how to check that an image is reproducible

         docs/index.md                |  1 +
         docs/reproducible.md         | 15 +++++++++++++++
         packages/libember/package.mk |  2 +-
         quay.mk                      |  1 +
         scripts/common.sh            |  2 +-
         scripts/mkimage.sh           |  4 +++-
         6 files changed, 22 insertions(+), 3 deletions(-)
         create mode 100644 docs/reproducible.md

        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 1/5] quay.mk: Export SOURCE_DATE_EPOCH
        Date: Fri, 02 Oct 2026 11:20:34 +0530
        Message-ID: <20261002055033.11502-2-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        Compilers and archivers put the current time into their output unless they
        are told not to. Give them the time of the last commit that touched the
        package.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         quay.mk | 1 +
         1 file changed, 1 insertion(+)

        diff --git a/quay.mk b/quay.mk
        index 6ce2381..63a8336 100644
        --- a/quay.mk
        +++ b/quay.mk
        @@ -7,6 +7,7 @@ JOBS	?= $(shell nproc)
        \#u{20}
         export LC_ALL := C
         export TZ := UTC
        +export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct -- $(CURDIR))
        \#u{20}
         .PHONY: all fetch build image
        \#u{20}
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 2/5] mkimage: Sort the files before packing
        Date: Fri, 02 Oct 2026 11:20:35 +0530
        Message-ID: <20261002055033.11502-3-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        find lists files in the order of the directory, which depends on the file
        system and its history. Sort the list.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         scripts/mkimage.sh | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        diff --git a/scripts/mkimage.sh b/scripts/mkimage.sh
        index 594f8ce..807798d 100755
        --- a/scripts/mkimage.sh
        +++ b/scripts/mkimage.sh
        @@ -10,7 +10,7 @@ image=$2
         list=$(mktemp)
         trap 'rm -f "$list"' EXIT
        \#u{20}
        -(cd "$directory" && find . -mindepth 1) > "$list"
        +(cd "$directory" && find . -mindepth 1) | sort > "$list"
        \#u{20}
         mkdir -p "$(dirname "$image")"
         tar --create --no-recursion \
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 3/5] mkimage: Do not record the builder in the image
        Date: Fri, 02 Oct 2026 11:20:36 +0530
        Message-ID: <20261002055033.11502-4-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        The image knows who built it, and when: tar writes down the owner and the
        time of every file, gzip adds the time of the archive. Use root for the
        former and the time of the last commit for the latter.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         scripts/common.sh  | 2 +-
         scripts/mkimage.sh | 2 ++
         2 files changed, 3 insertions(+), 1 deletion(-)

        diff --git a/scripts/common.sh b/scripts/common.sh
        index 04041ef..f30a27c 100644
        --- a/scripts/common.sh
        +++ b/scripts/common.sh
        @@ -6,5 +6,5 @@ die() {
         }
        \#u{20}
         pack_image() {
        -    gzip -9 < "$1" > "$2" || die "cannot write $2"
        +    gzip -9n < "$1" > "$2" || die "cannot write $2"
         }
        diff --git a/scripts/mkimage.sh b/scripts/mkimage.sh
        index 807798d..2c091df 100755
        --- a/scripts/mkimage.sh
        +++ b/scripts/mkimage.sh
        @@ -14,6 +14,8 @@ trap 'rm -f "$list"' EXIT
        \#u{20}
         mkdir -p "$(dirname "$image")"
         tar --create --no-recursion \
        +    --owner=root:0 --group=root:0 \
        +    --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime \
             --directory "$directory" \
             --files-from "$list" \
             --file "$image.tar"
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 4/5] packages/libember: Keep the build path out of the
         library
        Date: Fri, 02 Oct 2026 11:20:37 +0530
        Message-ID: <20261002055033.11502-5-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        The debug information of libember contains the name of the directory it
        was built in, and with it the name of my cat. Map it to a fixed one.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         packages/libember/package.mk | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        diff --git a/packages/libember/package.mk b/packages/libember/package.mk
        index 0f84c10..f42215f 100644
        --- a/packages/libember/package.mk
        +++ b/packages/libember/package.mk
        @@ -2,6 +2,6 @@ NAME	:= libember
         VERSION	:= 1.12
         SOURCES	:= https://download.example.com/ember/libember-$(VERSION).tar.gz
        \#u{20}
        -CFLAGS	+= -O2 -g
        +CFLAGS	+= -O2 -g -ffile-prefix-map=$(WORK)=/usr/src/$(NAME)
        \#u{20}
         include $(TOP)/quay.mk
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH 5/5] docs: Explain how to check that an image is
         reproducible
        Date: Fri, 02 Oct 2026 11:20:38 +0530
        Message-ID: <20261002055033.11502-6-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        A promise that nobody can check is worth little. Tell how to check ours.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         docs/index.md        |  1 +
         docs/reproducible.md | 15 +++++++++++++++
         2 files changed, 16 insertions(+)
         create mode 100644 docs/reproducible.md

        diff --git a/docs/index.md b/docs/index.md
        index 134f2db..786f778 100644
        --- a/docs/index.md
        +++ b/docs/index.md
        @@ -2,3 +2,4 @@
        \#u{20}
         * [Writing a package](package.md)
         * [Mirrors](mirrors.md)
        +* [Reproducible images](reproducible.md)
        diff --git a/docs/reproducible.md b/docs/reproducible.md
        new file mode 100644
        index 0000000..679ee78
        --- /dev/null
        +++ b/docs/reproducible.md
        @@ -0,0 +1,15 @@
        +# Reproducible images
        +
        +The same commit gives the same image, byte by byte, whoever builds it.
        +To check a package, build it twice in different places and compare:
        +
        +    make -C /tmp/first/packages/tallow TOP=/tmp/first image
        +    make -C /tmp/second/packages/tallow TOP=/tmp/second image
        +    cmp /tmp/first/images/tallow.img /tmp/second/images/tallow.img
        +
        +When they differ, look for these usual suspects first:
        +
        +* the time, in headers or in the name of a version
        +* the order of files, from a glob or from `find`
        +* the build directory, in debug information or in `__FILE__`
        +* the number of processors, in the output of parallel compression
        --\#u{20}
        2.47.1

        """#,
    ]
}
