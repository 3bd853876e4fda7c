/// Quay: the replies to the series about reproducible images, and the patch that renames a
/// file.
enum QuayReproducibleReviews {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: =?UTF-8?B?TMOpYSBWYXVxdWVsaW4=?= <lea@example.org>
        To: Priya Venkat <priya@example.com>
        Cc: quay@lists.example.org,
         Tomasz Wilk <tomasz@example.net>
        Subject: Re: [PATCH 1/5] quay.mk: Export SOURCE_DATE_EPOCH
        Date: Fri, 02 Oct 2026 19:38:14 +0200
        Message-ID: <2a814f9ff7c1.bb7dbf18@example.org>
        In-Reply-To: <20261002055033.11502-2-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
         <20261002055033.11502-2-priya@example.com>
        User-Agent: Evolution 3.52.4
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Fri, Oct 2, 2026 at 11:20 +0530, Priya Venkat wrote:
        > +export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct -- $(CURDIR))

        With := this runs git once for each package when it is parsed, fine. But
        a release tarball of Quay has no git history, and then the variable is
        empty, which some tools take for 1970 and others for an error.

        Could it fall back to the time of package.mk?

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Cc: quay@lists.example.org,
         Tomasz Wilk <tomasz@example.net>
        Subject: Re: [PATCH 1/5] quay.mk: Export SOURCE_DATE_EPOCH
        Date: Sat, 03 Oct 2026 10:44:52 +0530
        Message-ID: <08888048ec66.7eedf3d4@example.com>
        In-Reply-To: <2a814f9ff7c1.bb7dbf18@example.org>
        References: <20261002055033.11502-1-priya@example.com>
         <20261002055033.11502-2-priya@example.com>
         <2a814f9ff7c1.bb7dbf18@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Fri, Oct 2, 2026 at 19:38 +0200, Léa Vauquelin wrote:
        > Could it fall back to the time of package.mk?

        Good catch, I never build from the tarball. "stat -c %Y package.mk" does
        it. If Tomasz likes the rest, I will send that as a follow-up.

        """#,
        #"""
        From: Tomasz Wilk <tomasz@example.net>
        To: Priya Venkat <priya@example.com>
        Cc: quay@lists.example.org
        Subject: Re: [PATCH 2/5] mkimage: Sort the files before packing
        Date: Mon, 05 Oct 2026 08:50:07 +0200
        Message-ID: <bc6679bbbb8e.35e6e0fd@example.net>
        In-Reply-To: <20261002055033.11502-3-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
         <20261002055033.11502-3-priya@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Fri, Oct 2, 2026 at 11:20 +0530, Priya Venkat wrote:
        > +(cd "$directory" && find . -mindepth 1) | sort > "$list"

        And LC_ALL=C is already exported by quay.mk, so the order does not depend
        on the language of the builder either. Nice.

        Reviewed-by: Tomasz Wilk <tomasz@example.net>

        """#,
        #"""
        From: Samir Benhalim <samir@example.net>
        To: Priya Venkat <priya@example.com>
        Cc: quay@lists.example.org,
         Tomasz Wilk <tomasz@example.net>
        Subject: Re: [PATCH 0/5] Reproducible images
        Date: Tue, 06 Oct 2026 22:05:41 +0100
        Message-ID: <5c1a1c074f63.bb356687@example.net>
        In-Reply-To: <20261002055033.11502-1-priya@example.com>
        References: <20261002055033.11502-1-priya@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Fri, Oct 2, 2026 at 11:20 +0530, Priya Venkat wrote:
        > Of our 214 packages, 9 can be reproduced today. With this series it is
        > 197, and most of the rest share one problem in their documentation.

        I built all packages on two machines, one with 4 and one with 96
        processors, and count 197 as well. The images of tallow, libember and
        lamp-firmware agree with Priya's to the last bit.

        Tested-by: Samir Benhalim <samir@example.net>

        """#,
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>
        Subject: [PATCH] image: Move mkimage.sh to its own directory
        Date: Tue, 13 Oct 2026 12:10:10 +0530
        Message-ID: <20261013064010.15761-1-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        There will be more than one kind of image soon. Make room for the scripts
        before scripts/ overflows.

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         {scripts => image}/mkimage.sh | 2 +-
         quay.mk                       | 2 +-
         2 files changed, 2 insertions(+), 2 deletions(-)
         rename {scripts => image}/mkimage.sh (92%)

        diff --git a/scripts/mkimage.sh b/image/mkimage.sh
        similarity index 92%
        rename from scripts/mkimage.sh
        rename to image/mkimage.sh
        index 2c091df..7f1ecc8 100755
        --- a/scripts/mkimage.sh
        +++ b/image/mkimage.sh
        @@ -2,7 +2,7 @@
         # mkimage.sh DIRECTORY IMAGE: pack a directory into a read-only image
         set -eu
        \#u{20}
        -. "$(dirname "$0")/common.sh"
        +. "$(dirname "$0")/../scripts/common.sh"
        \#u{20}
         directory=$1
         image=$2
        diff --git a/quay.mk b/quay.mk
        index 63a8336..a871491 100644
        --- a/quay.mk
        +++ b/quay.mk
        @@ -23,4 +23,4 @@ build: fetch
         	$(MAKE) -C $(WORK) DESTDIR=$(DEST) install
        \#u{20}
         image: build
        -	$(TOP)/scripts/mkimage.sh $(DEST) $(TOP)/images/$(NAME).img
        +	$(TOP)/image/mkimage.sh $(DEST) $(TOP)/images/$(NAME).img
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Caleb Thorne <caleb@example.org>
        To: Priya Venkat <priya@example.com>
        Cc: quay@lists.example.org,
         Tomasz Wilk <tomasz@example.net>
        Subject: Re: [PATCH] image: Move mkimage.sh to its own directory
        Date: Tue, 13 Oct 2026 09:27:35 -0500
        Message-ID: <cbae3bb313d7.d0debda8@example.org>
        In-Reply-To: <20261013064010.15761-1-priya@example.com>
        References: <20261013064010.15761-1-priya@example.com>
        User-Agent: Mozilla Thunderbird
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Tue, Oct 13, 2026 at 12:10 +0530, Priya Venkat wrote:
        > rename from scripts/mkimage.sh
        > rename to image/mkimage.sh

        The nightly build on my side calls the script by its old name, but that is
        a line I change gladly.

        Acked-by: Caleb Thorne <caleb@example.org>

        """#,
    ]
}
