/// Lantern: a series whose patch 2/3 never arrived, and a series without a cover letter.
enum LanternDaemonFixes {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Samir Benhalim <samir@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 0/3] lanternctl: Easier to use, easier to debug
        Date: Fri, 25 Sep 2026 17:10:26 +0100
        Message-ID: <20260925161026.25860-1-samir@example.net>
        X-Mailer: git-send-email 2.44.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Three small things that bothered me while helping others to write bug
        reports. They do not depend on each other.

        Samir Benhalim (3):
          lanternctl: Add --version
          lanternctl: List the commands in the usage text
          lanternctl: Exit with 2 for usage errors

         tools/lanternctl.c | 16 ++++++++++++----
         1 file changed, 12 insertions(+), 4 deletions(-)

        --\#u{20}
        2.44.0

        """#,
        #"""
        From: Samir Benhalim <samir@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 1/3] lanternctl: Add --version
        Date: Fri, 25 Sep 2026 17:10:27 +0100
        Message-ID: <20260925161026.25860-2-samir@example.net>
        X-Mailer: git-send-email 2.44.0
        In-Reply-To: <20260925161026.25860-1-samir@example.net>
        References: <20260925161026.25860-1-samir@example.net>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Bug reports keep saying "the latest". Make it easy to say which.

        Signed-off-by: Samir Benhalim <samir@example.net>
        ---
         tools/lanternctl.c | 6 +++++-
         1 file changed, 5 insertions(+), 1 deletion(-)

        diff --git a/tools/lanternctl.c b/tools/lanternctl.c
        index 9131e36..f5cee2b 100644
        --- a/tools/lanternctl.c
        +++ b/tools/lanternctl.c
        @@ -8,6 +8,7 @@
         static const struct option options[] = {
         	{ "help",	no_argument,		NULL, 'h' },
         	{ "socket",	required_argument,	NULL, 's' },
        +	{ "version",	no_argument,		NULL, 'V' },
         	{ }
         };
        \#u{20}
        @@ -21,7 +22,7 @@ int main(int argc, char **argv)
         	const char *path = CONTROL_SOCKET;
         	int opt;
        \#u{20}
        -	while ((opt = getopt_long(argc, argv, "hs:", options, NULL)) != -1) {
        +	while ((opt = getopt_long(argc, argv, "hs:V", options, NULL)) != -1) {
         		switch (opt) {
         		case 'h':
         			usage(stdout);
        @@ -29,6 +30,9 @@ int main(int argc, char **argv)
         		case 's':
         			path = optarg;
         			break;
        +		case 'V':
        +			printf("lanternctl %s\n", VERSION);
        +			return EXIT_SUCCESS;
         		default:
         			usage(stderr);
         			return EXIT_FAILURE;
        --\#u{20}
        2.44.0

        """#,
        #"""
        From: Samir Benhalim <samir@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 3/3] lanternctl: Exit with 2 for usage errors
        Date: Fri, 25 Sep 2026 17:10:29 +0100
        Message-ID: <20260925161026.25860-4-samir@example.net>
        X-Mailer: git-send-email 2.44.0
        In-Reply-To: <20260925161026.25860-1-samir@example.net>
        References: <20260925161026.25860-1-samir@example.net>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Scripts cannot tell "the lamp is broken" from "you mistyped an option",
        because both exit with 1. Use 2 for the latter, as most tools do.

        Signed-off-by: Samir Benhalim <samir@example.net>
        ---
         tools/lanternctl.c | 6 ++++--
         1 file changed, 4 insertions(+), 2 deletions(-)

        diff --git a/tools/lanternctl.c b/tools/lanternctl.c
        index e15f4b4..cc687e9 100644
        --- a/tools/lanternctl.c
        +++ b/tools/lanternctl.c
        @@ -5,6 +5,8 @@
        \#u{20}
         #include "../daemon/control.h"
        \#u{20}
        +#define EXIT_USAGE	2
        +
         static const struct option options[] = {
         	{ "help",	no_argument,		NULL, 'h' },
         	{ "socket",	required_argument,	NULL, 's' },
        @@ -37,13 +39,13 @@ int main(int argc, char **argv)
         			return EXIT_SUCCESS;
         		default:
         			usage(stderr);
        -			return EXIT_FAILURE;
        +			return EXIT_USAGE;
         		}
         	}
        \#u{20}
         	if (optind == argc) {
         		usage(stderr);
        -		return EXIT_FAILURE;
        +		return EXIT_USAGE;
         	}
        \#u{20}
         	return control_send(path, argv[optind]);
        --\#u{20}
        2.44.0

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Samir Benhalim <samir@example.net>
        Cc: lantern@lists.example.org
        Subject: Re: [PATCH 0/3] lanternctl: Easier to use, easier to debug
        Date: Mon, 28 Sep 2026 09:21:37 +0100
        Message-ID: <f5ebfe0786fa.7624dcc9@example.org>
        In-Reply-To: <20260925161026.25860-1-samir@example.net>
        References: <20260925161026.25860-1-samir@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Fri, Sep 25, 2026 at 17:10 +0100, Samir Benhalim wrote:
        > Three small things that bothered me while helping others to write bug
        > reports. They do not depend on each other.

        Only 1/3 and 3/3 arrived here, and the archive does not have 2/3 either.
        Could it be that your mail server did not like it? Please send it again
        as a reply to this thread, the other two look good.

        """#,
        #"""
        From: =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 1/2] lanternd: config: Free the old configuration
        Date: Wed, 30 Sep 2026 20:41:17 +0200
        Message-ID: <20260930184117.2750-1-lea@example.org>
        X-Mailer: git-send-email 2.46.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Every reload leaks the previous configuration. That is little, but some
        people reload from cron, once a minute, for years.

        Signed-off-by: Léa Vauquelin <lea@example.org>
        ---
         daemon/config.c | 1 +
         1 file changed, 1 insertion(+)

        diff --git a/daemon/config.c b/daemon/config.c
        index ab70d28..0c6cc84 100644
        --- a/daemon/config.c
        +++ b/daemon/config.c
        @@ -47,6 +47,7 @@ int config_reload(const char *path)
         		return ret;
         	}
        \#u{20}
        +	config_free(current);
         	current = fresh;
        \#u{20}
         	return 0;
        --\#u{20}
        2.46.0

        """#,
        #"""
        From: =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 2/2] lanternd: config: Refuse levels above 100
        Date: Wed, 30 Sep 2026 20:41:18 +0200
        Message-ID: <20260930184117.2750-2-lea@example.org>
        X-Mailer: git-send-email 2.46.0
        In-Reply-To: <20260930184117.2750-1-lea@example.org>
        References: <20260930184117.2750-1-lea@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        atoi() takes "1OO" with two letters for 1 and "-1" for a very bright lamp.
        Parse the number properly and refuse what is not a percentage.

        Signed-off-by: Léa Vauquelin <lea@example.org>
        ---
         daemon/config.c | 7 ++++++-
         1 file changed, 6 insertions(+), 1 deletion(-)

        diff --git a/daemon/config.c b/daemon/config.c
        index 0c6cc84..a7016e2 100644
        --- a/daemon/config.c
        +++ b/daemon/config.c
        @@ -25,7 +25,12 @@ static int config_set(struct config *c, const char *key, const char *val)
         	}
        \#u{20}
         	if (!strcmp(key, "level")) {
        -		c->level = atoi(val);
        +		char *end;
        +		unsigned long level = strtoul(val, &end, 10);
        +
        +		if (end == val || *end || level > 100)
        +			return -ERANGE;
        +		c->level = level;
         		return 0;
         	}
        \#u{20}
        --\#u{20}
        2.46.0

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH 2/2] lanternd: config: Refuse levels above 100
        Date: Thu, 01 Oct 2026 09:33:08 +0300
        Message-ID: <dddf31e10886.b5e2e336@example.com>
        In-Reply-To: <20260930184117.2750-2-lea@example.org>
        References: <20260930184117.2750-1-lea@example.org>
         <20260930184117.2750-2-lea@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Wed, Sep 30, 2026 at 20:41 +0200, Léa Vauquelin wrote:
        > +		unsigned long level = strtoul(val, &end, 10);
        > +
        > +		if (end == val || *end || level > 100)
        > +			return -ERANGE;

        strtoul() accepts "-1" as well and wraps it around, but then the result
        is far above 100 and is refused, so all is well. An empty value is caught
        by the first condition. I could not break it.

        Reviewed-by: Oksana Hryn <oksana@example.com>

        """#,
    ]
}
