"""English."""

NEGATORS = "not no never none without t isnt wasnt arent"
FILLERS = """
    even still really very just currently suddenly completely totally actually simply all properly correctly
    fully quite also at the a an that so as is be been being any of this it want to
"""

PHRASES = {
    "danger": """
        smell/smells/smelled of? gas, gas leak, carbon monoxide, on fire, caught fire, burst into flames,
        smoke is/was coming, smoke comes/came/coming out/from, smoking and sparking,
        sparks from/fly/flew/flying/came/coming/come/when, electric shock, exploded, explosion,
        is/was/are/were injured, got hurt, in hospital, emergency room, allergic reaction, life threatening,
        danger to life, no heating, heating ~ failed/broken/off, without heating/insulin/oxygen, no oxygen/insulin,
        stuck in the? lift/elevator, trapped in, flooded, flooding, burst pipe, pipe burst,
        water is? coming/pouring/running through/from/down, baby ~ freezing, food poisoning,
        person/people/someone/child/children/resident/patient ~ trapped/unconscious, fire alarm, unconscious,
        ambulance, life support
    """,
    "security": """
        hacked, hacker/hackers, got into my/our account, account ~ compromised, was compromised, ransomware,
        malware, data breach, data leak, breached, phishing, phished, identity theft, fraud, fraudulent, scam,
        scammed, unauthorised/unauthorized, did not authorise/authorize, didn't authorise/authorize,
        not authorised/authorized by me/us, someone/somebody logged in,
        someone/somebody ~ using my/our account/card, stolen, security incident/hole/breach/vulnerability,
        see other customers/people's/users data/invoices/orders, someone else's/elses data/invoice/account/details,
        customer's data/details ~ visible, scam attempt, fake/forged invoice/mail/email/message/website,
        is this/it really you, different bank details/account, suspicious
    """,
    "outage": """
        outage, is/are/was/were/been/gone/went down, down since, down for hours/days/#/the, down again, offline,
        unreachable, not reachable, can't be reached, cannot be reached, nothing works, nothing is? working,
        not a single ~ works, complete/total failure, has/have crashed, keeps crashing, server crashed, power cut,
        no power/electricity/internet/connection/signal/water,
        disruption/disruptions/interruption/interruptions of/in/to/at, service/severe/major disruption/interruption,
        breakdown, came to a halt, halted, at a halt,
        severely/seriously/badly affected/affecting/disrupted/impacted
    """,
    "loss": """
        lost all/our/my/data/everything, data loss, data is/are/has/have lost/gone,
        has/have/is/are/was/were ~ wiped, everything is gone, all ~ is/are gone, accidentally deleted,
        deleted by mistake, all ~ deleted, files ~ disappeared, orders ~ disappeared, was/got stolen,
        losing money/customers/sales/orders, lose money/customers/sales, costs/costing us money/thousands,
        goods/food/stock/medicine ~ spoil/spoils/spoiling/spoiled,
        cooling/freezer/fridge/refrigeration ~ off/failed/broken/warm
    """,
    "legal": """
        lawyer/lawyers, solicitor/solicitors, attorney, legal action/steps/department/proceedings/claim,
        take you to court, small claims, sue you, court order, ombudsman, trading standards, consumer protection,
        data protection authority/commissioner/officer, report you to, reported you to, press charges,
        going to the police, filed a police report, gdpr request/complaint/breach
    """,
    "blocked": """
        can't work, cannot work, can not work, unable to work, can't/cannot log/sign in/on, can't/cannot login,
        can not log in, not able to log/access/use/work/open/order/pay,
        unable to log/access/use/open/order/pay/connect,
        can't/cannot access/use/open/connect/reach/order/pay/send/print, can't get in/into, locked out,
        locked me/us out, account ~ locked/blocked/suspended/disabled,
        work/business/production/everything ~ standstill, production has? stopped/stops, have/had to close/stop,
        are/am/is/is completely stuck, blocking us/me/our, blocks us/me/our, blocker, stranded,
        nobody can work/log/access/order/pay, no one can work/log/access/order/pay, can't get into,
        till/register ~ won't open
    """,
    "charged": """
        charged/billed/debited/paid/deducted twice, charged/billed/debited ~ twice,
        charged/billed ~ two/three times, double charge/charged/payment/billing/billed, duplicate charge/payment,
        overcharged, charged ~ too much, wrong amount ~ charged, charged ~ wrong amount,
        charged even/though/despite, still charged, money ~ taken, took ~ money,
        payment/payments/transfer/transaction ~ failed/fails/fail/failing/declined/rejected,
        card ~ declined/rejected, didn't get paid, salary/salaries/wages ~ not, payroll
    """,
    "churn": """
        cancel my/our/the contract/subscription/account/membership/plan/service, cancel everything,
        want/like to cancel, terminate my/our/the contract/subscription, close my/our account, leaving you,
        switch/switching/move/moving to a? competitor/another/different, take our/my business elsewhere,
        going elsewhere, never ~ order/buy/use ~ again, last time I/we, lost me/us as, you will lose me/us,
        bad review, negative review, one star review
    """,
    "many": """
        all our? users/customers/employees/colleagues/staff/clients,
        all our? locations/branches/shops/stores/offices/sites, all of us/our/them,
        everyone/everybody here/in/is/at/has/cannot/can't,
        whole/entire company/team/office/site/department/building,
        whole/entire school/shop/store/network/hospital/warehouse, our customers can't/cannot/are/see/get,
        nobody/noone can/in/is/here, no one can/in/here, none of our/us/the, hundreds/thousands/dozens of,
        # users/customers/employees/people/colleagues/patients/pupils/guests,
        production environment/system/server/line, in production, live system/site,
        multiple/several/many/other users/customers/people/sites,
        every customer/user/employee/order/member/site/single
    """,
    "soon": """
        by/until/before today/tomorrow/tonight/noon/midday/midnight, by/before end/close of business/day/play,
        by/before # am/pm/o, needs/need/needed ~ today/tomorrow/tonight,
        due/expires/starts/begins/opens/ends/leaves ~ today/tomorrow/tonight,
        launch/event/wedding/flight/meeting/exam/deadline ~ today/tomorrow/tonight, today/tomorrow is the/our/my,
        tomorrow morning, this morning/afternoon/evening ~ need/needs/start/starts/leave/open, later today,
        flight/train/ferry leaves/leave, my/our flight, within/in the next # hours/minutes,
        within/in an/one/two/three/a/few hour/hours, in # hours/minutes, within the hour, # hours left, last day,
        arrive/arrives/arriving/leave/leaving/fly/flying/depart ~ today/tonight/tomorrow, it is tonight/tomorrow,
        standing outside
    """,
    "repeated": """
        second/third/fourth/fifth/2nd/3rd/4th/tenth time, # nd/rd/th time,
        # nd/rd/th mail/email/message/reminder/attempt/request,
        second/third/fourth/fifth/last mail/email/message/reminder/attempt/request/letter,
        still no answer/reply/response/news/word/sign/refund, no answer/reply/response yet,
        no one/body has? answered/replied/responded, nobody has? answered/replied/responds/answers/reacts,
        nobody ~ back to me/us, haven't heard, have not heard, still waiting, waiting for # days/weeks/months,
        waiting for days/weeks/months/ages, been waiting, waiting since, for days/weeks/months now,
        already written/wrote/called/asked/reported/told, wrote/emailed/called/contacted/asked ~ times,
        follow/following up on my/our/the, as I wrote, reminder, yet again, once again, again and again,
        over and over, keeps happening, happened/happening/happens again, ignored, ignoring, chasing,
        not solved/resolved/fixed, unresolved, unanswered, not/never ~ answered/replied/responded/heard,
        without answer/reply/response
    """,
    "broken": """
        does/do/did/is/are/has/have/was/were not work/working/worked/load/loading,
        does/do/did/is/are/has/have/was/were not open/opening/start/starting/respond,
        doesn't/don't/didn't/isn't/aren't/won't work/working/load/loading/open/start/respond/print/turn,
        won't work/load/open/start/turn/boot, not working, no longer works/work/working, stopped working,
        stops working, broken, broke, defective, faulty, malfunction, malfunctioning, error message/code,
        unavailable, not available, an/the/this/internal/server/fatal error, errors, error, failure, failed, fails,
        fault, bug, crash, crashes, crashing, freezes, frozen, hangs, timeout, times out, timed out,
        very/extremely/so slow, blank/white/blue screen,
        problem/problems/trouble/issue/issues with/when/since/again, have/having/got a problem, incident,
        malfunctions, intermittent/intermittently, unstable, cannot be opened/saved/loaded,
        keeps disconnecting/failing/restarting
    """,
    "promise": """
        you promised, was/were/been promised, promised ~ would, as promised, you said you would, you told me/us,
        was/were told ~ would, was/were/is supposed to, should have arrived/been/come, broke/broken your? promise,
        overdue, missed the/your/our/my appointment/deadline/date, did not show up, didn't show up,
        nobody/noone came/came, no one came, long past, was/were meant to, day off for nothing,
        waited all day/morning/afternoon, waited in vain
    """,
    "refund": """
        refund, refunded, money back, reimburse, reimbursed, reimbursement, chargeback,
        wrong/incorrect invoice/bill/amount/price, invoice/bill ~ wrong/incorrect,
        mistake/error in/on my/our/the/your invoice/bill, dispute, compensation, credit note
    """,
    "missing": """
        not/never arrived/received/delivered/come, not been delivered/received/sent/shipped,
        hasn't/haven't/didn't/did not/has not/have not arrived/received/receive/arrive/come/been, never came,
        still missing, is/are/was/were missing, has gone missing, lost in the? post/transit/mail,
        wrong item/size/product/colour/color/address/part/parts, arrived/came/was/is/were damaged, damaged, cracked,
        incomplete, too late, delayed, delay, late again
    """,
    "anger": """
        unacceptable, outrageous, ridiculous, disgraceful, disgusting, disgusted, furious, angry, appalling,
        appalled, terrible, horrible, awful, worst, joke, pathetic, useless, incompetent, fed up, sick of,
        sick and tired, had enough, shame on you, disappointed, disappointing, frustrated, frustrating, unhappy,
        complaint, complain, rip off, liars, cheated, what the hell, wtf, shambles
    """,
    "date": """
        by/until/before monday/tuesday/wednesday/thursday/friday/saturday/sunday,
        by/until/before next/this week/month/monday/tuesday/wednesday/thursday/friday,
        by/until/before christmas/easter, by/before the? end/weekend/#,
        by/before january/february/march/april/june/july/august/september/october/november/december,
        by/before the? # st/nd/rd/th/of/january/february/march,
        by/before the? # april/may/june/july/august/september/october/november/december,
        by # january/february/march/april/may/june/july/august/september/october/november/december, no later than,
        at the latest, deadline, in time for, today/tomorrow at #, due on/by, within # days, in # days
    """,
    "claim": """
        urgent, urgently, urgency, asap, as soon as possible, immediately, immediate, at once, right away,
        right now, without delay, emergency, critical, critically, top/high/highest priority, priority one/1, p1,
        sos, quickly, quick answer/reply/response/help, hurry, time sensitive, time critical
    """,
    "patience": """
        no hurry, no rush, not in a hurry, not in a rush, not a priority, low priority, no urgency, nothing urgent,
        not time critical, can wait, whenever you have/get/find time/round/a, when you have time,
        when you get a chance, when you have a minute/moment, take your time, at your leisure, in your own time,
        just for your information, fyi, no action needed/required, no reply needed/necessary/required,
        no need to reply/answer
    """,
    "solved": """
        works/working/work again/now, is/are working again/now,
        is/are/was/been/got/now solved/resolved/fixed/sorted, problem/issue ~ solved/resolved/fixed, solved it,
        sorted it out, solved itself, found the solution/mistake/error myself, you can close this/the,
        please close the? ticket/case, already arrived, has arrived, arrived safely/today/well, false alarm,
        never mind, please ignore my, disregard my
    """,
    "spread": """
        apply for/to the/your/a position/job/internship,
        application for the/a/your position/job/internship/apprenticeship, my cv, curriculum vitae, my résumé,
        job opening/vacancy, cover letter, newsletter, press release, guest post, backlinks, seo services/audit,
        search engine optimisation/optimization, link exchange, unsubscribe, webinar, limited time offer,
        special offer, we are a leading, partnership opportunity, collaboration/cooperation proposal
    """,
    "praise": """
        thanks to your/the team,
        great/excellent/fantastic/amazing/wonderful/brilliant/outstanding service/support/work/job,
        great/excellent/fantastic/amazing/wonderful/brilliant/outstanding team/help/product/experience, well done,
        keep up the, very happy/pleased/satisfied, really happy/pleased/satisfied, delighted, love your/the/it/this,
        works perfectly/great/fine, just wanted/wish to? say thank/thanks, made my day, compliments, compliment,
        congratulations, recommend you, five stars, thanks/you/much for your/the great/excellent/wonderful,
        thanks/you/much for your/the fantastic/brilliant/friendly/amazing,
        thanks/you/much for your/the quick/fast/speedy help/delivery/repair/work/solution
    """,
    "wish": """
        feature request, would be nice/great/cool/good/helpful/useful if, it would help if, suggestion, suggest,
        an idea, idea for, feedback, wish list, wishlist, do you plan, are you planning, any plans to, dark mode,
        in a future version/release/update, improvement, new feature
    """,
    "sales": """
        price list, pricing, prices, quote, quotation, how much does/do/is/are/would, what does it/the cost,
        interested in your/buying/the/a/purchasing, catalogue, catalog, brochure, demo, discount, volume discount,
        reseller, sample, an offer, free trial
    """,
    "question": """
        general question, quick/short/small question, just/only a question,
        do you also? offer/have/ship/deliver/sell/accept/support, would like to know, would like to ask,
        like to know, wondering, was/am wondering, curious, could you tell me, can you tell me, is it possible to,
        is there a way to, how can/do I/we change/update/find/add/set, how does, opening hours,
        what time do you open, information about, more information, some information, copy of my/our/the/an,
        change/update of? my/our address/email/phone/number/name/details/bank, new address, moved house,
        what is the difference, request for information, do you also? have/offer/ship/deliver/sell/accept/open
    """,
}
