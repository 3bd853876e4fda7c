/// Lantern: a request for comments, with a `Nacked-by`.
enum LanternControlRFC {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [RFC PATCH 0/2] lanternd: A control socket for programs
        Date: Fri, 18 Sep 2026 14:20:31 +0300
        Message-ID: <20260918112031.30952-1-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        I would like to read the state of lanternd from a dashboard. Today that
        means to parse lines of text, which works until somebody adds a word.

        This is a sketch, not for merging. My questions:

          1. Is a second format on the same socket welcome at all?
          2. Should a client choose once ("format json") or per command?
          3. Is a small JSON writer in the tree acceptable, or a library?

        Oksana Hryn (2):
          lanternd: Give every command its own handler
          lanternd: Answer in JSON when asked to

         daemon/control.c | 47 +++++++++++++++++++++++++++++++++++++----------
         1 file changed, 37 insertions(+), 10 deletions(-)

        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [RFC PATCH 1/2] lanternd: Give every command its own handler
        Date: Fri, 18 Sep 2026 14:20:32 +0300
        Message-ID: <20260918112031.30952-2-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260918112031.30952-1-oksana@example.com>
        References: <20260918112031.30952-1-oksana@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The chain of comparisons in control_line() grows with every command. Put
        the commands into a table, so that a new one needs a function and a line.

        No functional change.

        Signed-off-by: Oksana Hryn <oksana@example.com>
        ---
         daemon/control.c | 40 ++++++++++++++++++++++++++++++----------
         1 file changed, 30 insertions(+), 10 deletions(-)

        diff --git a/daemon/control.c b/daemon/control.c
        index 88eedca..145f5eb 100644
        --- a/daemon/control.c
        +++ b/daemon/control.c
        @@ -5,17 +5,37 @@
         #include "config.h"
         #include "control.h"
        \#u{20}
        +static void do_status(struct client *c)
        +{
        +	client_printf(c, "device %s\n", config_device());
        +	client_printf(c, "level %u\n", config_level());
        +	client_printf(c, "uptime %llu\n", uptime_seconds());
        +}
        +
        +static void do_reload(struct client *c)
        +{
        +	client_result(c, config_reload(config_path()));
        +}
        +
        +static const struct {
        +	const char *name;
        +	void (*run)(struct client *c);
        +} commands[] = {
        +	{ "status",	do_status },
        +	{ "reload",	do_reload },
        +	{ "quit",	client_close },
        +};
        +
         void control_line(struct client *c, const char *line)
         {
        -	if (!strcmp(line, "status")) {
        -		client_printf(c, "device %s\n", config_device());
        -		client_printf(c, "level %u\n", config_level());
        -		client_printf(c, "uptime %llu\n", uptime_seconds());
        -	} else if (!strcmp(line, "reload")) {
        -		client_result(c, config_reload(config_path()));
        -	} else if (!strcmp(line, "quit")) {
        -		client_close(c);
        -	} else {
        -		client_printf(c, "error unknown command\n");
        +	size_t i;
        +
        +	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        +		if (!strcmp(line, commands[i].name)) {
        +			commands[i].run(c);
        +			return;
        +		}
         	}
        +
        +	client_printf(c, "error unknown command\n");
         }
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [RFC PATCH 2/2] lanternd: Answer in JSON when asked to
        Date: Fri, 18 Sep 2026 14:20:33 +0300
        Message-ID: <20260918112031.30952-3-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260918112031.30952-1-oksana@example.com>
        References: <20260918112031.30952-1-oksana@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The text format is pleasant for people and awkward for dashboards. Add the
        command "status-json", which answers with one line of JSON.

        Signed-off-by: Oksana Hryn <oksana@example.com>
        ---
         daemon/control.c | 7 +++++++
         1 file changed, 7 insertions(+)

        diff --git a/daemon/control.c b/daemon/control.c
        index 145f5eb..f582384 100644
        --- a/daemon/control.c
        +++ b/daemon/control.c
        @@ -12,6 +12,12 @@ static void do_status(struct client *c)
         	client_printf(c, "uptime %llu\n", uptime_seconds());
         }
        \#u{20}
        +static void do_status_json(struct client *c)
        +{
        +	client_printf(c, "{\"device\":\"%s\",\"level\":%u,\"uptime\":%llu}\n",
        +		      config_device(), config_level(), uptime_seconds());
        +}
        +
         static void do_reload(struct client *c)
         {
         	client_result(c, config_reload(config_path()));
        @@ -22,6 +28,7 @@ static const struct {
         	void (*run)(struct client *c);
         } commands[] = {
         	{ "status",	do_status },
        +	{ "status-json", do_status_json },
         	{ "reload",	do_reload },
         	{ "quit",	client_close },
         };
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Jun Arimoto <jun@example.net>
        To: Oksana Hryn <oksana@example.com>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: Re: [RFC PATCH 2/2] lanternd: Answer in JSON when asked to
        Date: Fri, 18 Sep 2026 23:12:09 +0900
        Message-ID: <1e5e139f548a.fca6f8b8@example.net>
        In-Reply-To: <20260918112031.30952-3-oksana@example.com>
        References: <20260918112031.30952-1-oksana@example.com>
         <20260918112031.30952-3-oksana@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Fri, Sep 18, 2026 at 14:20 +0300, Oksana Hryn wrote:
        > +	client_printf(c, "{\"device\":\"%s\",\"level\":%u,\"uptime\":%llu}\n",
        > +		      config_device(), config_level(), uptime_seconds());

        A device path may contain a quote or a backslash, and then this is not
        JSON any more.

        Writing JSON with printf never ends well, so for this version:

        Nacked-by: Jun Arimoto <jun@example.net>

        Nothing against the idea. With a writer that escapes strings I would be
        all for it.

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: Jun Arimoto <jun@example.net>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: Re: [RFC PATCH 2/2] lanternd: Answer in JSON when asked to
        Date: Sat, 19 Sep 2026 11:08:55 +0300
        Message-ID: <0e4e19bf178a.f4874893@example.com>
        In-Reply-To: <1e5e139f548a.fca6f8b8@example.net>
        References: <20260918112031.30952-1-oksana@example.com>
         <20260918112031.30952-3-oksana@example.com>
         <1e5e139f548a.fca6f8b8@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Fri, Sep 18, 2026 at 23:12 +0900, Jun Arimoto wrote:
        > A device path may contain a quote or a backslash, and then this is not
        > JSON any more.

        Ouch, yes. I had only ever seen /dev/lantern0. I will write a proper
        little writer with tests for the next round.

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Oksana Hryn <oksana@example.com>
        Cc: lantern@lists.example.org,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>,
         Jun Arimoto <jun@example.net>
        Subject: Re: [RFC PATCH 0/2] lanternd: A control socket for programs
        Date: Mon, 21 Sep 2026 08:30:44 +0100
        Message-ID: <e6f3acd4876f.ce922455@example.org>
        In-Reply-To: <20260918112031.30952-1-oksana@example.com>
        References: <20260918112031.30952-1-oksana@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Fri, Sep 18, 2026 at 14:20 +0300, Oksana Hryn wrote:
        >   1. Is a second format on the same socket welcome at all?

        Yes, it is welcome.

        >   2. Should a client choose once ("format json") or per command?

        Once per connection, please. Then no command needs a second name.

        >   3. Is a small JSON writer in the tree acceptable, or a library?

        We only ever write it, we never read it. That is eighty lines, so I would
        rather have them here than depend on a library.

        And patch 1 is good without the rest. Send it on its own and I take it.

        """#,
    ]
}
