/// Lantern: the third version of the interrupt series, without the patch that was applied
/// already.
enum LanternIRQSeriesV3 {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [PATCH v3 0/3] irq: wick-intc: Stop losing edges
        Date: Mon, 21 Sep 2026 09:48:05 +0300
        Message-ID: <20260921064805.37810-1-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The Wick controller loses an edge now and then. This closes the window,
        reports spurious interrupts and documents the registers.

        Changes since v2:
          - dropped "irq: wick-intc: Read the pending register once", applied
          - patch 1: unchanged, picked up the tag (Ines)
          - patch 2: fix the format of the counter (CI robot)
          - patch 3: unchanged, picked up the tag (Léa)

        Changes since v1:
          - let handle_edge_irq() acknowledge the line (Ines)
          - report spurious interrupts instead of adding a parameter (Ines)

        v2: https://lists.example.org/lantern/20260915070240.30462-1-mirela@example.com/
        v1: https://lists.example.org/lantern/20260907083112.40576-1-mirela@example.com/

        Mirela Stancu (3):
          irq: wick-intc: Acknowledge a line before handling it
          irq: wick-intc: Report spurious interrupts
          Documentation: Describe the Wick interrupt controller

         Documentation/index.rst     |  1 +
         Documentation/wick-intc.rst | 17 +++++++++++++++++
         drivers/irq/wick-intc.c     | 21 +++++++++++++++++----
         3 files changed, 35 insertions(+), 4 deletions(-)
         create mode 100644 Documentation/wick-intc.rst


        base-commit: 08a8135bae0c14082bbc79358119cd6cfa0d9bb6
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [PATCH v3 1/3] irq: wick-intc: Acknowledge a line before handling
         it
        Date: Mon, 21 Sep 2026 09:48:06 +0300
        Message-ID: <20260921064805.37810-2-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260921064805.37810-1-mirela@example.com>
        References: <20260921064805.37810-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The lines are edge triggered. An edge that arrives after the handler of
        the device ran, but before the acknowledge, is cleared without anybody
        having seen it. The port expander loses about one key press in a thousand
        this way.

        Provide .irq_ack and let handle_edge_irq() call it at the right time: an
        edge that comes late then sets the bit again.

        Suggested-by: Ines Okafor <ines@example.org>
        Signed-off-by: Mirela Stancu <mirela@example.com>
        Reviewed-by: Ines Okafor <ines@example.org>
        ---
         drivers/irq/wick-intc.c | 14 ++++++++++----
         1 file changed, 10 insertions(+), 4 deletions(-)

        diff --git a/drivers/irq/wick-intc.c b/drivers/irq/wick-intc.c
        index f55bb6c..ca53644 100644
        --- a/drivers/irq/wick-intc.c
        +++ b/drivers/irq/wick-intc.c
        @@ -45,8 +45,16 @@ static void wick_irq_unmask(struct irq_data *d)
         	wick_update_mask(irq_data_get_irq_chip_data(d), BIT(d->hwirq), 0);
         }
        \#u{20}
        +static void wick_irq_ack(struct irq_data *d)
        +{
        +	struct wick_intc *wick = irq_data_get_irq_chip_data(d);
        +
        +	writel(BIT(d->hwirq), wick->base + WICK_ACK);
        +}
        +
         static struct irq_chip wick_chip = {
         	.name		= "wick-intc",
        +	.irq_ack	= wick_irq_ack,
         	.irq_mask	= wick_irq_mask,
         	.irq_unmask	= wick_irq_unmask,
         };
        @@ -59,10 +67,8 @@ static irqreturn_t wick_interrupt(int irq, void *data)
        \#u{20}
         	pending = readl(wick->base + WICK_PENDING);
        \#u{20}
        -	for_each_set_bit(line, &pending, WICK_LINES) {
        +	for_each_set_bit(line, &pending, WICK_LINES)
         		generic_handle_domain_irq(wick->domain, line);
        -		writel(BIT(line), wick->base + WICK_ACK);
        -	}
        \#u{20}
         	return IRQ_HANDLED;
         }
        @@ -70,7 +76,7 @@ static irqreturn_t wick_interrupt(int irq, void *data)
         static int wick_map(struct irq_domain *domain, unsigned int virq,
         		    irq_hw_number_t line)
         {
        -	irq_set_chip_and_handler(virq, &wick_chip, handle_simple_irq);
        +	irq_set_chip_and_handler(virq, &wick_chip, handle_edge_irq);
         	irq_set_chip_data(virq, domain->host_data);
        \#u{20}
         	return 0;
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [PATCH v3 2/3] irq: wick-intc: Report spurious interrupts
        Date: Mon, 21 Sep 2026 09:48:07 +0300
        Message-ID: <20260921064805.37810-3-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260921064805.37810-1-mirela@example.com>
        References: <20260921064805.37810-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        When no line is pending, the handler still returns IRQ_HANDLED. A floating
        parent line then keeps the processor busy, and nothing in the log tells
        why.

        Count such interrupts, mention them in the log, and return IRQ_NONE so
        that the core can switch the parent off when it gets too bad.

        Suggested-by: Ines Okafor <ines@example.org>
        Signed-off-by: Mirela Stancu <mirela@example.com>
        Reported-by: CI robot <ci-robot@example.org>
        ---
         drivers/irq/wick-intc.c | 7 +++++++
         1 file changed, 7 insertions(+)

        diff --git a/drivers/irq/wick-intc.c b/drivers/irq/wick-intc.c
        index ca53644..44cac2b 100644
        --- a/drivers/irq/wick-intc.c
        +++ b/drivers/irq/wick-intc.c
        @@ -23,6 +23,7 @@ struct wick_intc {
         	struct irq_domain *domain;
         	raw_spinlock_t lock;
         	u32 mask;
        +	unsigned long spurious;
         };
        \#u{20}
         static void wick_update_mask(struct wick_intc *wick, u32 clear, u32 set)
        @@ -66,6 +67,12 @@ static irqreturn_t wick_interrupt(int irq, void *data)
         	unsigned int line;
        \#u{20}
         	pending = readl(wick->base + WICK_PENDING);
        +	if (!pending) {
        +		wick->spurious++;
        +		dev_warn_ratelimited(wick->dev, "%lu spurious interrupts\n",
        +				     wick->spurious);
        +		return IRQ_NONE;
        +	}
        \#u{20}
         	for_each_set_bit(line, &pending, WICK_LINES)
         		generic_handle_domain_irq(wick->domain, line);
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>
        Subject: [PATCH v3 3/3] Documentation: Describe the Wick interrupt
         controller
        Date: Mon, 21 Sep 2026 09:48:08 +0300
        Message-ID: <20260921064805.37810-4-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260921064805.37810-1-mirela@example.com>
        References: <20260921064805.37810-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The controller has three registers and one trap: a line that stays masked
        still becomes pending. Write that down before the next person has to find
        it with a logic analyser.

        Signed-off-by: Mirela Stancu <mirela@example.com>
        Acked-by: Léa Vauquelin <lea@example.org>
        ---
         Documentation/index.rst     |  1 +
         Documentation/wick-intc.rst | 17 +++++++++++++++++
         2 files changed, 18 insertions(+)
         create mode 100644 Documentation/wick-intc.rst

        diff --git a/Documentation/index.rst b/Documentation/index.rst
        index d905471..0910c1d 100644
        --- a/Documentation/index.rst
        +++ b/Documentation/index.rst
        @@ -7,3 +7,4 @@ Lantern
            building
            lanternd
            ltn4510
        +   wick-intc
        diff --git a/Documentation/wick-intc.rst b/Documentation/wick-intc.rst
        new file mode 100644
        index 0000000..50f847c
        --- /dev/null
        +++ b/Documentation/wick-intc.rst
        @@ -0,0 +1,17 @@
        +Wick interrupt controller
        +=========================
        +
        +Sixteen lines share one parent interrupt. All registers are 32 bits wide,
        +the upper half reads as zero.
        +
        +======  =======  ==============================================
        +Offset  Name     Meaning
        +======  =======  ==============================================
        +0x00    PENDING  one bit per line, set by a falling edge
        +0x04    MASK     one bit per line, 1 keeps the line quiet
        +0x08    ACK      write 1 to clear the bit in PENDING
        +======  =======  ==============================================
        +
        +A masked line does not raise the parent interrupt, but it still becomes
        +pending. Acknowledge it before unmasking it, unless the edges that came
        +in between are wanted.
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Samir Benhalim <samir@example.net>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH v3 0/3] irq: wick-intc: Stop losing edges
        Date: Tue, 22 Sep 2026 16:20:48 +0100
        Message-ID: <a5d792ecf71b.176df9a5@example.net>
        In-Reply-To: <20260921064805.37810-1-mirela@example.com>
        References: <20260921064805.37810-1-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Mon, Sep 21, 2026 at 09:48 +0300, Mirela Stancu wrote:
        > The Wick controller loses an edge now and then. This closes the window,
        > reports spurious interrupts and documents the registers.

        I ran this over night on three boards, one of them with the parent line
        cut open:

          - 41 million edges, none lost
          - the open line was reported and switched off within a second

        For the whole series:

        Tested-by: Samir Benhalim <samir@example.net>

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Mirela Stancu <mirela@example.com>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>,
         =?UTF-8?q?L=C3=A9a=20Vauquelin?= <lea@example.org>,
         Samir Benhalim <samir@example.net>
        Subject: Re: [PATCH v3 0/3] irq: wick-intc: Stop losing edges
        Date: Wed, 23 Sep 2026 11:05:19 +0100
        Message-ID: <2fc579c954d3.5978efbe@example.org>
        In-Reply-To: <20260921064805.37810-1-mirela@example.com>
        References: <20260921064805.37810-1-mirela@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Mon, Sep 21, 2026 at 09:48 +0300, Mirela Stancu wrote:
        > reports spurious interrupts and documents the registers.

        Applied, with the tag from Samir:

          [1/3] irq: wick-intc: Acknowledge a line before handling it
          [2/3] irq: wick-intc: Report spurious interrupts
          [3/3] Documentation: Describe the Wick interrupt controller

        Thank you for your patience. It is a pleasure to read now.

        """#,
    ]
}
