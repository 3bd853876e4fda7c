/// Quay: patches in quoted-printable and in base64, and one that the maintainer sends for its
/// author.
enum QuayPackages {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Priya Venkat <priya@example.com>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>
        Subject: [PATCH] packages/tallow: Update to 2.4.1
        Date: Wed, 16 Sep 2026 15:02:18 +0530
        Message-ID: <20260916093218.24178-1-priya@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: quoted-printable
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        The release fixes the crash with empty wick lists and learns --trim=3Dauto.
        It brings its own configure script, so the two options that used to be the
        defaults of the build have to be given by name now.

        Release notes: https://www.example.com/tallow/news?from=3D2.3.0&to=3D2.4.1

        Signed-off-by: Priya Venkat <priya@example.com>
        ---
         packages/tallow/package.mk | 4 +++-
         packages/tallow/sums       | 2 +-
         2 files changed, 4 insertions(+), 2 deletions(-)

        diff --git a/packages/tallow/package.mk b/packages/tallow/package.mk
        index d04e983..ed5f854 100644
        --- a/packages/tallow/package.mk
        +++ b/packages/tallow/package.mk
        @@ -1,7 +1,9 @@
         NAME	:=3D tallow
        -VERSION	:=3D 2.3.0
        +VERSION	:=3D 2.4.1
         SOURCES	:=3D https://download.example.com/tallow/tallow-$(VERSION).tar.gz
        =20
         DEPENDS	:=3D libember
        =20
        +CONFIGURE :=3D --with-ember=3Dsystem --enable-trim=3Dauto
        +
         include $(TOP)/quay.mk
        diff --git a/packages/tallow/sums b/packages/tallow/sums
        index 1cd1f57..2be5b2c 100644
        --- a/packages/tallow/sums
        +++ b/packages/tallow/sums
        @@ -1 +1 @@
        -1b8e0f7a53f2ce9914d4a0d6f6c2b7708e5d31f0c49a72be6655a1f8037dce42  tallow-2=
        .3.0.tar.gz
        +c07d5a91e2b84f36f01b6c8a9d3e75421f0eb7ac8854d6932a17fe4c60b9d853  tallow-2=
        .4.1.tar.gz
        --=20
        2.47.1

        """#,
        #"""
        From: CI robot <ci-robot@example.org>
        To: Priya Venkat <priya@example.com>
        Cc: quay@lists.example.org
        Subject: Re: [PATCH] packages/tallow: Update to 2.4.1
        Date: Wed, 16 Sep 2026 10:11:40 +0000
        Message-ID: <ae358ca5fde0.f617fbd1@example.org>
        In-Reply-To: <20260916093218.24178-1-priya@example.com>
        References: <20260916093218.24178-1-priya@example.com>
        User-Agent: ci-robot/3.2
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        Hello,

        this is the build robot. Your patch was applied to main (c8347e236246):

          x86_64    tallow-2.4.1.img    1.8 MiB    built in 0:41
          aarch64   tallow-2.4.1.img    1.7 MiB    built in 1:12
          riscv64   tallow-2.4.1.img    1.9 MiB    built in 2:05

        Everything passed.

        Tested-by: CI robot <ci-robot@example.org>

        Full log: https://ci.example.org/quay/902/

        """#,
        #"""
        From: =?UTF-8?q?Bj=C3=B8rn=20=C3=98deg=C3=A5rd?= <bjorn@example.net>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>
        Subject: [PATCH] packages/libember: Link with libatomic where needed
        Date: Wed, 23 Sep 2026 21:17:03 +0200
        Message-ID: <20260923191703.24933-1-bjorn@example.net>
        X-Mailer: git-send-email 2.45.2
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: base64
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        T24gcmlzY3Y2NCB0aGUgY29tcGlsZXIgdHVybnMgYXRvbWljIGFjY2VzcyB0byBzaW5nbGUgYnl0
        ZXMgaW50byBjYWxscyBvZgpsaWJhdG9taWMuIFRoZSBidWlsZCBlbmRzIHdpdGggInVuZGVmaW5l
        ZCByZWZlcmVuY2UiIHRoZXJlIOKAkyBhbmQgb25seQp0aGVyZSwgd2hpY2ggaXMgd2h5IG5vbmUg
        b2YgdXMgbm90aWNlZCB1bnRpbCDDhXNlIHRyaWVkIGl0IG9uIGhlciBib2FyZC4KCkFzayB0aGUg
        Y29tcGlsZXIgaW5zdGVhZCBvZiBsaXN0aW5nIGFyY2hpdGVjdHVyZXMuCgpSZXBvcnRlZC1ieTog
        w4VzZSBMw7hubmluZyA8YXNlQGV4YW1wbGUuY29tPgpTaWduZWQtb2ZmLWJ5OiBCasO4cm4gw5hk
        ZWfDpXJkIDxiam9ybkBleGFtcGxlLm5ldD4KLS0tCiBwYWNrYWdlcy9saWJlbWJlci9wYWNrYWdl
        Lm1rIHwgMSArCiBzY3JpcHRzL25lZWQtYXRvbWljLnNoICAgICAgIHwgOSArKysrKysrKysKIDIg
        ZmlsZXMgY2hhbmdlZCwgMTAgaW5zZXJ0aW9ucygrKQogY3JlYXRlIG1vZGUgMTAwNzU1IHNjcmlw
        dHMvbmVlZC1hdG9taWMuc2gKCmRpZmYgLS1naXQgYS9wYWNrYWdlcy9saWJlbWJlci9wYWNrYWdl
        Lm1rIGIvcGFja2FnZXMvbGliZW1iZXIvcGFja2FnZS5tawppbmRleCAwZjg0YzEwLi5mMDM1NDUx
        IDEwMDY0NAotLS0gYS9wYWNrYWdlcy9saWJlbWJlci9wYWNrYWdlLm1rCisrKyBiL3BhY2thZ2Vz
        L2xpYmVtYmVyL3BhY2thZ2UubWsKQEAgLTMsNSArMyw2IEBAIFZFUlNJT04JOj0gMS4xMgogU09V
        UkNFUwk6PSBodHRwczovL2Rvd25sb2FkLmV4YW1wbGUuY29tL2VtYmVyL2xpYmVtYmVyLSQoVkVS
        U0lPTikudGFyLmd6CiAKIENGTEFHUwkrPSAtTzIgLWcKK0xERkxBR1MJKz0gJChzaGVsbCAkKFRP
        UCkvc2NyaXB0cy9uZWVkLWF0b21pYy5zaCAkKENDKSkKIAogaW5jbHVkZSAkKFRPUCkvcXVheS5t
        awpkaWZmIC0tZ2l0IGEvc2NyaXB0cy9uZWVkLWF0b21pYy5zaCBiL3NjcmlwdHMvbmVlZC1hdG9t
        aWMuc2gKbmV3IGZpbGUgbW9kZSAxMDA3NTUKaW5kZXggMDAwMDAwMC4uODU3NDg5OQotLS0gL2Rl
        di9udWxsCisrKyBiL3NjcmlwdHMvbmVlZC1hdG9taWMuc2gKQEAgLTAsMCArMSw5IEBACisjIS9i
        aW4vc2gKKyMgbmVlZC1hdG9taWMuc2ggQ09NUElMRVI6IHByaW50IC1sYXRvbWljIGlmIGJ5dGUt
        d2lkZSBhdG9taWNzIG5lZWQgaXQKK3Byb2dyYW09JyNpbmNsdWRlIDxzdGRhdG9taWMuaD4KK2F0
        b21pY191Y2hhciBjOworaW50IG1haW4odm9pZCkgeyByZXR1cm4gYXRvbWljX2ZldGNoX2FkZCgm
        YywgMSk7IH0nCisKK2lmICEgZWNobyAiJHByb2dyYW0iIHwgIiRAIiAteCBjIC1vIC9kZXYvbnVs
        bCAtIDI+IC9kZXYvbnVsbDsgdGhlbgorICAgIGVjaG8gLWxhdG9taWMKK2ZpCi0tIAoyLjQ1LjIK

        """#,
        #"""
        From: Tomasz Wilk <tomasz@example.net>
        To: quay@lists.example.org
        Cc: Samir Benhalim <samir@example.net>
        Subject: [PATCH] packages/lamp-firmware: Leave the symbols alone
        Date: Tue, 20 Oct 2026 20:14:06 +0200
        Message-ID: <20261020181406.42744-1-tomasz@example.net>
        X-Mailer: git-send-email 2.45.2
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        From: Samir Benhalim <samir@example.net>

        The loader finds the entry points of the firmware in its symbol table.
        Stripping it on install turns a working lamp into a very quiet one.

        Signed-off-by: Samir Benhalim <samir@example.net>
        [tomasz: say in a comment why]
        Signed-off-by: Tomasz Wilk <tomasz@example.net>
        ---
         packages/lamp-firmware/package.mk | 3 +++
         1 file changed, 3 insertions(+)

        diff --git a/packages/lamp-firmware/package.mk b/packages/lamp-firmware/package.mk
        index 1bdae68..e1b7ec6 100644
        --- a/packages/lamp-firmware/package.mk
        +++ b/packages/lamp-firmware/package.mk
        @@ -2,4 +2,7 @@ NAME	:= lamp-firmware
         VERSION	:= 20260301
         SOURCES	:= https://download.example.org/firmware/lamp-$(VERSION).tar.gz
        \#u{20}
        +# The loader needs the symbols, so keep "make install" from stripping them.
        +export STRIP := true
        +
         include $(TOP)/quay.mk
        --\#u{20}
        2.45.2

        """#,
    ]
}
