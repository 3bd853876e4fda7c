/// Lantern: the first version of the interrupt series, without the replies.
enum LanternIRQSeries {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 0/4] irq: wick-intc: Stop losing edges
        Date: Mon, 07 Sep 2026 11:31:12 +0300
        Message-ID: <20260907083112.40576-1-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The Wick controller loses an edge now and then, and it spends more time on
        the bus than in the handlers. Both come from the same loop.

        Patch 1 makes the loop cheaper, patch 2 closes the window in which an edge
        is lost. Patch 3 is for people with prototype boards, patch 4 writes down
        what I learned on the way.

        I measured with the port expander at 2 kHz for one hour:

                            lost edges    time in the handler
          before                  7190                3.41 us
          with patch 1            6873                0.42 us
          with patch 2               0                0.44 us

        Mirela Stancu (4):
          irq: wick-intc: Read the pending register once
          irq: wick-intc: Acknowledge a line before handling it
          irq: wick-intc: Add a parameter to mask lines at boot
          Documentation: Describe the Wick interrupt controller

         Documentation/index.rst     |  1 +
         Documentation/wick-intc.rst | 17 +++++++++++++++++
         drivers/irq/wick-intc.c     | 14 +++++++++-----
         3 files changed, 27 insertions(+), 5 deletions(-)
         create mode 100644 Documentation/wick-intc.rst


        base-commit: 9cf32f09c731d1cc62579cee5240e525c46d4775
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 1/4] irq: wick-intc: Read the pending register once
        Date: Mon, 07 Sep 2026 11:31:13 +0300
        Message-ID: <20260907083112.40576-2-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260907083112.40576-1-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The handler reads the pending register again for each of the sixteen
        lines. Every read crosses the slow peripheral bus and takes about 200 ns,
        which adds up to more than the time most handlers need for their work.

        Read the register once and walk the bits that are set.

        Signed-off-by: Mirela Stancu <mirela@example.com>
        ---
         drivers/irq/wick-intc.c | 6 +++---
         1 file changed, 3 insertions(+), 3 deletions(-)

        diff --git a/drivers/irq/wick-intc.c b/drivers/irq/wick-intc.c
        index 8d31461..f55bb6c 100644
        --- a/drivers/irq/wick-intc.c
        +++ b/drivers/irq/wick-intc.c
        @@ -54,12 +54,12 @@ static struct irq_chip wick_chip = {
         static irqreturn_t wick_interrupt(int irq, void *data)
         {
         	struct wick_intc *wick = data;
        +	unsigned long pending;
         	unsigned int line;
        \#u{20}
        -	for (line = 0; line < WICK_LINES; line++) {
        -		if (!(readl(wick->base + WICK_PENDING) & BIT(line)))
        -			continue;
        +	pending = readl(wick->base + WICK_PENDING);
        \#u{20}
        +	for_each_set_bit(line, &pending, WICK_LINES) {
         		generic_handle_domain_irq(wick->domain, line);
         		writel(BIT(line), wick->base + WICK_ACK);
         	}
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 2/4] irq: wick-intc: Acknowledge a line before handling it
        Date: Mon, 07 Sep 2026 11:31:14 +0300
        Message-ID: <20260907083112.40576-3-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260907083112.40576-1-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The lines are edge triggered. An edge that arrives after the handler of
        the device ran, but before the acknowledge, is cleared without anybody
        having seen it. The port expander loses about one key press in a thousand
        this way.

        Acknowledge first: an edge that comes late then sets the bit again.

        Signed-off-by: Mirela Stancu <mirela@example.com>
        ---
         drivers/irq/wick-intc.c | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        diff --git a/drivers/irq/wick-intc.c b/drivers/irq/wick-intc.c
        index f55bb6c..e833352 100644
        --- a/drivers/irq/wick-intc.c
        +++ b/drivers/irq/wick-intc.c
        @@ -60,8 +60,8 @@ static irqreturn_t wick_interrupt(int irq, void *data)
         	pending = readl(wick->base + WICK_PENDING);
        \#u{20}
         	for_each_set_bit(line, &pending, WICK_LINES) {
        -		generic_handle_domain_irq(wick->domain, line);
         		writel(BIT(line), wick->base + WICK_ACK);
        +		generic_handle_domain_irq(wick->domain, line);
         	}
        \#u{20}
         	return IRQ_HANDLED;
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 3/4] irq: wick-intc: Add a parameter to mask lines at boot
        Date: Mon, 07 Sep 2026 11:31:15 +0300
        Message-ID: <20260907083112.40576-4-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260907083112.40576-1-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Prototype boards leave some inputs floating, which keeps the processor
        busy with interrupts that nobody asked for. Let the user name the lines
        that must never be unmasked.

        Signed-off-by: Mirela Stancu <mirela@example.com>
        ---
         drivers/irq/wick-intc.c | 6 +++++-
         1 file changed, 5 insertions(+), 1 deletion(-)

        diff --git a/drivers/irq/wick-intc.c b/drivers/irq/wick-intc.c
        index e833352..2f8aadf 100644
        --- a/drivers/irq/wick-intc.c
        +++ b/drivers/irq/wick-intc.c
        @@ -17,6 +17,10 @@
         #define WICK_ACK	0x08
         #define WICK_LINES	16
        \#u{20}
        +static unsigned int quiet;
        +module_param(quiet, uint, 0444);
        +MODULE_PARM_DESC(quiet, "bit mask of lines that stay masked");
        +
         struct wick_intc {
         	struct device *dev;
         	void __iomem *base;
        @@ -30,7 +34,7 @@ static void wick_update_mask(struct wick_intc *wick, u32 clear, u32 set)
         	unsigned long flags;
        \#u{20}
         	raw_spin_lock_irqsave(&wick->lock, flags);
        -	wick->mask = (wick->mask & ~clear) | set;
        +	wick->mask = (wick->mask & ~clear) | set | quiet;
         	writel(wick->mask, wick->base + WICK_MASK);
         	raw_spin_unlock_irqrestore(&wick->lock, flags);
         }
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH 4/4] Documentation: Describe the Wick interrupt controller
        Date: Mon, 07 Sep 2026 11:31:16 +0300
        Message-ID: <20260907083112.40576-5-mirela@example.com>
        X-Mailer: git-send-email 2.47.1
        In-Reply-To: <20260907083112.40576-1-mirela@example.com>
        References: <20260907083112.40576-1-mirela@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The controller has three registers and one trap: a line that stays masked
        still becomes pending. Write that down before the next person has to find
        it with a logic analyser.

        Signed-off-by: Mirela Stancu <mirela@example.com>
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
    ]
}
