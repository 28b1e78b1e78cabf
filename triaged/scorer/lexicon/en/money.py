"""English: money, and those who leave."""

PHRASES = {
    "charged": """
        charged/billed/debited/paid/deducted twice, charged/billed/debited ~ twice, charged/billed ~ two/three times,
        double charge/charged/payment/billing/billed, duplicate charge/payment, overcharged, charged ~ too much,
        wrong amount ~ charged, charged ~ wrong amount, charged even/though/despite, still charged, money ~ taken,
        took ~ money, payment/payments/transfer/transaction ~ failed/fails/fail/failing/declined/rejected,
        card ~ declined/rejected, didn't get paid, salary/salaries/wages ~ not, payroll,
        took/taken/deducted/debited/withdrew twice/again/too/the wrong, taken from my/our/the account, booked twice/off,
        two/three/four times the/same/over, twice for the, direct debit, third debit, still taking/charging/debiting,
        keeps charging/taking/debiting, after i/we cancelled, although/though i/we cancelled, = roaming, used up,
        overdrawn, overdraft, bounced, fees/interest for, no money arrived,
        money/transfer/payment ~ not/never arrived/credited/come, has not been paid, not paid, unpaid,
        never ordered/signed/agreed, i/we owe nothing, collection agency, debt collector/collectors, default,
        final notice/demand/reminder, money ~ gone/missing/disappeared/left/vanished, missing money,
        money isn't/is not/hasn't there/arrived/come, wages/salary/pension/benefit/allowance ~ not/missing/late/never,
        has not been credited, booked wrongly, wrong sum/amount/account, wrongly charged/booked/taken/billed/deducted,
        too much, far too much, ten times, hundred times, instead of # euro/pounds/dollars, not # but, unauthorised,
        direct debit ~ returned/bounced/failed, standing order ~ not/failed/twice/missing, returned for, reminder fee,
        late fee, interest, bank charges, blocked amount, reserved, deposit, paid already, already paid, paid in full,
        paid on time, still says unpaid, threatens ~ collection/court/cut, disconnection, cut off on, cut me off,
        bailiff, credit rating, credit check
    """,
    "needy": """
        salaries, wages, wage, payday, pay the? rent/bills/staff/wages/mortgage, = benefits,
        child/housing/sick benefit/allowance/pay, unemployment, live on/from, to live on, make ends meet, no cash/food,
        nothing to eat, buy food, without money/cash/food, last money/euro/pound, only have # left, food bank,
        my whole month, whole savings, life savings, inheritance, everything we/i have, whole lot, all our/my money,
        ruin/ruined, bankrupt/bankruptcy, insolvent, insolvency, go under,
        lose the? house/flat/home/job/licence/place/contract/customer/order/business,
        lose my/our/her/his job/home/house/flat/place, new job, eviction, can't/cannot pay/afford/buy/feed/heat/eat,
        couldn't pay, how am i to pay, pay my/our/the? rent/staff/people/suppliers/wages, wages are/have/must,
        salaries are/have/must, wage run, pay day, living on, last # euro/pounds/dollars, # euro/pounds left,
        nothing left, fridge, groceries, nappies, heating bill, electricity ~ cut, gas ~ cut,
        landlord ~ notice/out/threatens, notice to quit, evict, single mother/parent/mum, on benefits, minimum wage,
        small pension, my pension, our savings, our whole, everything we saved, saved for, years to save,
        house purchase, purchase price, buy a? house/flat, down payment, instalment, existence, livelihood,
        make or break, lose everything
    """,
    "refund": """
        refund, refunded, money back, reimburse, reimbursed, reimbursement, chargeback,
        wrong/incorrect invoice/bill/amount/price, invoice/bill ~ wrong/incorrect,
        mistake/error in/on my/our/the/your invoice/bill, dispute, compensation, credit note
    """,
    "sum": """
        a lot of/large sum/much? money, fortune, whole savings, life savings
    """,
    "churn": """
        cancel my/our/the contract/subscription/account/membership/plan/service, cancel everything, want/like to cancel,
        terminate my/our/the contract/subscription, close my/our account, leaving you,
        switch/switching/move/moving to a? competitor/another/different, take our/my business elsewhere,
        going elsewhere, never ~ order/buy/use ~ again, last time I/we, lost me/us as, you will lose me/us, bad review,
        negative review, one star review
    """,
}
