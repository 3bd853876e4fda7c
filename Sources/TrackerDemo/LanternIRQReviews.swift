/// Lantern: the inline review of the first two versions of the interrupt series, and the build
/// robot that finds a warning.
enum LanternIRQReviews {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Jun Arimoto <jun@example.net>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH 1/4] irq: wick-intc: Read the pending register once
        Date: Mon, 07 Sep 2026 19:02:27 +0900
        Message-ID: <cf76541963a2.be36d0cc@example.net>
        In-Reply-To: <20260907083112.40576-2-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
         <20260907083112.40576-2-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Mon, Sep 7, 2026 at 11:31 +0300, Mirela Stancu wrote:
        > The handler reads the pending register again for each of the sixteen
        > lines. Every read crosses the slow peripheral bus and takes about 200 ns,
        > which adds up to more than the time most handlers need for their work.

        That explains a lot. On my board the handler was the top entry in perf,
        and now it is gone from the first page.

        > +	for_each_set_bit(line, &pending, WICK_LINES) {

        Reviewed-by: Jun Arimoto <jun@example.net>

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>
        Subject: Re: [PATCH 2/4] irq: wick-intc: Acknowledge a line before
         handling it
        Date: Tue, 08 Sep 2026 10:14:39 +0100
        Message-ID: <829e003a5855.99b8e4fb@example.org>
        In-Reply-To: <20260907083112.40576-3-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
         <20260907083112.40576-3-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Mon, Sep 7, 2026 at 11:31 +0300, Mirela Stancu wrote:
        > Acknowledge first: an edge that comes late then sets the bit again.

        The diagnosis is right, and so is the order. But the interrupt core can
        do that for you, and then it also gets the masked case right:

        >  		writel(BIT(line), wick->base + WICK_ACK);
        > +		generic_handle_domain_irq(wick->domain, line);

        If the chip has an .irq_ack and wick_map() uses handle_edge_irq() instead
        of handle_simple_irq(), the core acknowledges before it calls the action,
        and runs it again if another edge came in meanwhile. Then the loop here
        needs nothing but generic_handle_domain_irq().

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org
        Subject: Re: [PATCH 3/4] irq: wick-intc: Add a parameter to mask lines at
         boot
        Date: Tue, 08 Sep 2026 10:22:05 +0100
        Message-ID: <e92e1e71a750.8a15bd6f@example.org>
        In-Reply-To: <20260907083112.40576-4-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
         <20260907083112.40576-4-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Mon, Sep 7, 2026 at 11:31 +0300, Mirela Stancu wrote:
        > +module_param(quiet, uint, 0444);
        > +MODULE_PARM_DESC(quiet, "bit mask of lines that stay masked");

        A module parameter is forever, and this one describes a board, not a
        preference of the user. A floating input belongs into the device tree: a
        line that nobody maps is never unmasked. Could you drop this patch?

        What I would like to see instead is some noise when an interrupt arrives
        and no line is pending. Today the handler claims those with IRQ_HANDLED,
        and so nobody ever finds out.

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: Ines Okafor <ines@example.org>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>
        Subject: Re: [PATCH 2/4] irq: wick-intc: Acknowledge a line before
         handling it
        Date: Tue, 08 Sep 2026 14:47:10 +0300
        Message-ID: <6324d4b537d4.1488662e@example.com>
        In-Reply-To: <829e003a5855.99b8e4fb@example.org>
        References: <20260907083112.40576-1-mirela@example.com>
         <20260907083112.40576-3-mirela@example.com>
         <829e003a5855.99b8e4fb@example.org>
        User-Agent: Mozilla Thunderbird
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Tue, Sep 8, 2026 at 10:14 +0100, Ines Okafor wrote:
        > If the chip has an .irq_ack and wick_map() uses handle_edge_irq() instead
        > of handle_simple_irq(), the core acknowledges before it calls the action,
        > and runs it again if another edge came in meanwhile. Then the loop here
        > needs nothing but generic_handle_domain_irq().

        Oh, that is much nicer. I had copied the simple handler from the very
        first bring-up code and never questioned it. Will do in v2.

        Mirela

        """#,
        #"""
        From: CI robot <ci-robot@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org
        Subject: Re: [PATCH v2 3/4] irq: wick-intc: Report spurious interrupts
        Date: Tue, 15 Sep 2026 09:26:18 +0000
        Message-ID: <6bf01957fdc0.8f869ea1@example.org>
        In-Reply-To: <20260915070240.30462-4-mirela@example.com>
        References: <20260915070240.30462-1-mirela@example.com>
         <20260915070240.30462-4-mirela@example.com>
        User-Agent: ci-robot/3.2
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Hello,

        this is the build robot. Your series was applied to main (9cf32f09c731)
        and built in four configurations. One of them has a new warning:

          arm64-allmodconfig        ok
          x86_64-defconfig          ok
          riscv64-defconfig         ok
          x86_64-W1                 1 new warning

          drivers/irq/wick-intc.c: In function 'wick_interrupt':
          drivers/irq/wick-intc.c:72:51: warning: format '%u' expects argument of
          type 'unsigned int', but argument 3 has type 'long unsigned int'
          [-Wformat=]

        First bad commit: "irq: wick-intc: Report spurious interrupts"

        If you fix it in a new version, please add:

        Reported-by: CI robot <ci-robot@example.org>

        Full log: https://ci.example.org/lantern/4127/

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>
        Subject: Re: [PATCH v2 1/4] irq: wick-intc: Read the pending register once
        Date: Wed, 16 Sep 2026 09:40:52 +0100
        Message-ID: <67fe75fe7c5f.a345f568@example.org>
        In-Reply-To: <20260915070240.30462-2-mirela@example.com>
        References: <20260915070240.30462-1-mirela@example.com>
         <20260915070240.30462-2-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Tue, Sep 15, 2026 at 10:02 +0300, Mirela Stancu wrote:
        > Read the register once and walk the bits that are set.

        This one stands on its own and has its review, so I took it already:

          [1/4] irq: wick-intc: Read the pending register once
                applied to main, thanks!

        No need to send it again with v3.

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>
        Subject: Re: [PATCH v2 2/4] irq: wick-intc: Acknowledge a line before
         handling it
        Date: Wed, 16 Sep 2026 09:58:21 +0100
        Message-ID: <1f337719ff3f.b394f839@example.org>
        In-Reply-To: <20260915070240.30462-3-mirela@example.com>
        References: <20260915070240.30462-1-mirela@example.com>
         <20260915070240.30462-3-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Tue, Sep 15, 2026 at 10:02 +0300, Mirela Stancu wrote:
        > +static void wick_irq_ack(struct irq_data *d)
        > +{
        > +	struct wick_intc *wick = irq_data_get_irq_chip_data(d);
        > +
        > +	writel(BIT(d->hwirq), wick->base + WICK_ACK);
        > +}

        Just what I had in mind.

        Reviewed-by: Ines Okafor <ines@example.org>

        """#,
        #"""
        From: =?UTF-8?B?TMOpYSBWYXVxdWVsaW4=?= <lea@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH v2 4/4] Documentation: Describe the Wick interrupt
         controller
        Date: Wed, 16 Sep 2026 21:15:33 +0200
        Message-ID: <8e6779f30582.53bb2a8e@example.org>
        In-Reply-To: <20260915070240.30462-5-mirela@example.com>
        References: <20260915070240.30462-1-mirela@example.com>
         <20260915070240.30462-5-mirela@example.com>
        User-Agent: Evolution 3.52.4
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Tue, Sep 15, 2026 at 10:02 +0300, Mirela Stancu wrote:
        > +A masked line does not raise the parent interrupt, but it still becomes
        > +pending. Acknowledge it before unmasking it, unless the edges that came
        > +in between are wanted.

        Thank you for this paragraph. I have lost a weekend to that very trap, so
        I am glad that it has a page now.

        Acked-by: Léa Vauquelin <lea@example.org>

        """#,
    ]
}
