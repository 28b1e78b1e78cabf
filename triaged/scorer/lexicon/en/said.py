"""English: what a writer says of the matter and of themselves."""

PHRASES = {
    "claim": """
        urgent, urgently, urgency, asap, as soon as possible, immediately, immediate, at once, right away, right now,
        without delay, emergency, critical, critically, top/high/highest priority, priority one/1, p1, sos, quickly,
        quick answer/reply/response/help, hurry, time sensitive, time critical, = crucial, = vital, essential,
        serious/seriously, = grave, = severe, highly critical, utmost importance, escalate, escalation,
        urgently need/require/request, immediate/prompt/urgent attention/assistance/action/help/support/resolution,
        promptly, swift, swiftly, at your earliest, earliest convenience, high importance, very important, top urgent,
        rush, pressing, without further, prioritise/prioritize, as fast as, right this, quick as, priority,
        please prioritize/prioritise, imperative, is required, rapid, rapidly, attention required, assistance required,
        pressing matter
    """,
    "patience": """
        no hurry, no rush, not in a hurry, not in a rush, not a priority, low priority, no urgency, nothing urgent,
        not time critical, can wait, whenever you have/get/find time/round/a, when you have time, when you get a chance,
        when you have a minute/moment, take your time, at your leisure, in your own time, just for your information,
        fyi, no action needed/required, no reply needed/necessary/required, no need to reply/answer
    """,
    "anger": """
        unacceptable, outrageous, ridiculous, disgraceful, disgusting, disgusted, furious, angry, appalling, appalled,
        terrible, horrible, awful, worst, joke, pathetic, useless, incompetent, fed up, sick of, sick and tired,
        had enough, shame on you, disappointed, disappointing, frustrated, frustrating, unhappy, complaint, complain,
        rip off, liars, cheated, what the hell, wtf, shambles
    """,
    "fear": """
        scared, afraid, frightened, terrified, panic, panicking, in tears, crying, cried, shaking,
        can't/cannot/hardly sleep, not slept, haven't slept, desperate, desperately, don't/do not know what to do,
        no idea what to do, at a loss, please help, help me/us, i beg, beg you, worried sick, very worried, worried,
        sick with worry, what should/do/shall i/we do, what can i/we do, who can i/we, is there anyone/anybody,
        can anybody/anyone/somebody/someone, for god's/heaven's sake, nightmare, ashamed
    """,
    "call": """
        call/ring/phone me/us/back, my number is, my mobile/phone is, reach me/us, i am/i'm reachable, can be reached,
        at any hour/time, day or night, call at once, i'm here/up/standing/waiting/sitting/in from,
        i am here/standing/waiting/sitting/in the, waiting here, who can, who do i
    """,
    "frail": """
        child, children, baby, babies, newborn, toddler, daughter, = son, kids, little one/ones, pregnant, mother, mum,
        father, dad, grandmother, grandfather, granny, elderly, old lady/man/people, pensioner/pensioners, disabled,
        disability, wheelchair, blind, deaf, hearing aid/aids, widow/widower, patient/patients, = residents, dementia,
        years old, aged, year old, lives alone, living alone, on her/his own, alone at/in, refugee/refugees, orphan,
        husband, wife, pupil/pupils, kindergarten, nursery, school
    """,
}
